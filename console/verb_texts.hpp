// SPDX-License-Identifier: MIT
#pragma once
/// The words around the verbs: what a parameter is in Indonesian, an example for each verb, what
/// stands under each help. An operation or a parameter that is new is told in English until
/// somebody adds its words here.

#include "console/language.hpp"
#include "core/operation.hpp"

namespace panggil::console {

[[nodiscard]] std::string_view sentence_of(const Parameter& parameter, Language language);
[[nodiscard]] std::string_view family_sentence(std::string_view family, Language language);
/// Examples of a verb and where the common options are told.
[[nodiscard]] std::string footer_of(std::string_view verb, Language language);
/// What stands under `panggil --help`: examples, environment, exit codes.
[[nodiscard]] std::string main_footer(Language language);

} // namespace panggil::console
