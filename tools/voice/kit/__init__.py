# SPDX-License-Identifier: MIT
"""The recording kit: from a script sheet to a voice pack of an office's own. See panggil-voice beside this folder."""
