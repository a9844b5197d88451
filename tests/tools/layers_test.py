# SPDX-License-Identifier: MIT
"""A check that cannot fail is no check: layers.py finds each kind of wrong include in a small tree of its own."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

LAYERS = pathlib.Path(__file__).parents[2] / "tools" / "layers.py"


def complaints(files):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = pathlib.Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        ran = subprocess.run([sys.executable, LAYERS, folder], capture_output=True, text=True, check=False)
        return ran.returncode, ran.stdout.splitlines()


class Layers(unittest.TestCase):
    def test_a_library_where_it_does_not_belong_is_named_with_its_place(self):
        self.assertEqual(complaints({"core/scene.cpp": "#include <SDL2/SDL.h>\n"}),
                         (1, ["core/scene.cpp:1: core may not include SDL2/SDL.h"]))

    def test_every_library_is_kept_in_its_place(self):
        wrong = {
            "codec/wire.hpp": "#include <nlohmann/json_fwd.hpp>",
            "hub/hub.cpp": "#include <zmq.hpp>",
            "hub/keeper.cpp": "#include <sqlite3.h>",
            "hub/web/api.cpp": "#include <microhttpd.h>",
            "renderer/view.cpp": "#include <SDL_ttf.h>",
            "renderer/widgets/clock.cpp": "#include <unistd.h>",
            "renderer/paint.cpp": "#include <sndfile.h>",
            "link/sockets.cpp": "#include <CLI/CLI.hpp>",
            "tests/core/clock_test.cpp": "#include <catch2/catch.hpp>",
            "core/clock.cpp": "#include <boost/clock.hpp>",
        }
        status, lines = complaints(wrong)
        self.assertEqual(status, 1)
        self.assertEqual(sorted(line.split(":")[0] for line in lines), sorted(wrong))

    def test_two_types_of_one_name_are_found(self):
        def within(space, text):
            return f"namespace {space} {{\n\n{text}\n\n}} // namespace {space}\n"

        status, lines = complaints({
            "core/hearing.hpp": within("panggil", "struct Verdict {\n    int heard;\n};"),
            "core/schedule.hpp": within("panggil", "struct Verdict;\n\nclass Choice final : public Answer {\n};\n\nstruct Verdict {\n    bool holds;\n};"),
            "codec/wire.hpp": within("panggil::codec", "enum class Choice { One };"),
            "hub/hub.cpp": within("panggil", "namespace {\n\nstruct Verdict {\n};\n\n} // namespace"),
        })
        self.assertEqual((status, lines), (1, ["core/schedule.hpp:8: panggil::Verdict is the name of another type, at core/hearing.hpp:3"]))

    def test_a_part_may_not_look_sideways_or_up(self):
        wrong = {
            "core/a.cpp": '#include "codec/wire.hpp"',
            "codec/a.cpp": '#include "link/sockets.hpp"',
            "link/a.cpp": '#include "codec/wire.hpp"',
            "hub/a.cpp": '#include "renderer/app.hpp"',
            "hub/b.cpp": '#include "hub/web/web.hpp"',
            "hub/web/a.cpp": '#include "link/sockets.hpp"',
            "console/a.cpp": '#include "hub/hub.hpp"',
            "renderer/a.cpp": '#include "renderer/sdl/window.hpp"',
            "renderer/b.cpp": '#include "console/console.hpp"',
            "renderer/sdl/a.cpp": '#include "renderer/app.hpp"',
            "renderer/widgets/a.cpp": '#include "renderer/canvas.hpp"',
            "renderer/drawing.cpp": '#include "codec/wire.hpp"',
        }
        status, lines = complaints(wrong)
        self.assertEqual(status, 1)
        self.assertEqual(sorted(line.split(":")[0] for line in lines), sorted(wrong))

    def test_what_is_allowed_is_silent(self):
        right = {
            "core/a.cpp": '#include "core/a.hpp"\n\n#include <vector>\n',
            "codec/a.cpp": '#include "core/a.hpp"\n\n#include <nlohmann/json.hpp>\n',
            "hub/journal.cpp": "#include <sqlite3.h>\n",
            "renderer/widgets/a.cpp": '#include "renderer/widget.hpp"\n#include "renderer/drawing.hpp"\n',
            "renderer/drawing.cpp": '#include "renderer/widget.hpp"\n',
            "renderer/sdl/a.cpp": '#include "renderer/canvas.hpp"\n\n#include <SDL.h>\n',
            "renderer/main.cpp": '#include "renderer/sdl/window.hpp"\n\n#include <CLI/CLI.hpp>\n',
            "tests/catch.hpp": "#include <catch2/catch.hpp>\n",
        }
        self.assertEqual(complaints(right), (0, []))


if __name__ == "__main__":
    unittest.main()
