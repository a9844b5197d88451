# SPDX-License-Identifier: MIT
"""Where a C++ file can be changed, by clang's own syntax tree: every change is one replacement of bytes in the body of a
function, or in a constant of the file."""
import dataclasses
import re

from clang.cindex import CursorKind as Kind
from clang.cindex import Index, TypeKind

# What stands in for an operator. A comparison changes by its border and by its sense.
OPERATORS = {
    "<": ("<=", ">="), "<=": ("<", ">"), ">": (">=", "<="), ">=": (">", "<"), "==": ("!=",), "!=": ("==",),
    "&&": ("||",), "||": ("&&",), "+": ("-",), "-": ("+",), "*": ("/",), "/": ("*",), "%": ("*",),
    "+=": ("-=",), "-=": ("+=",),
}
DECIMAL = re.compile(r"([0-9][0-9']*)([a-zA-Z]*)")  # 5000, 2'000u, 1500ms
DROPPED = (Kind.CALL_EXPR, Kind.COMPOUND_ASSIGNMENT_OPERATOR, Kind.BINARY_OPERATOR, Kind.UNARY_OPERATOR)
FUNCTIONS = (Kind.FUNCTION_DECL, Kind.CXX_METHOD, Kind.CONSTRUCTOR, Kind.DESTRUCTOR, Kind.FUNCTION_TEMPLATE, Kind.CONVERSION_FUNCTION,
             Kind.LAMBDA_EXPR)


@dataclasses.dataclass(frozen=True, order=True)
class Change:
    file: str
    begin: int
    end: int
    new: str
    line: int
    text: str  # of the line, as it was
    what: str  # "< becomes <="

    def name(self):
        """What stays the same while lines move."""
        return f"{self.file} | {self.text} | {self.what}"


class Source:
    def __init__(self, path, arguments):
        self.path = path
        with open(path, "rb") as file:
            self.bytes = file.read()
        self.lines = self.bytes.decode().splitlines()
        self.unit = Index.create().parse(path, args=arguments)
        wrong = [said for said in self.unit.diagnostics if said.severity >= 3]
        if wrong:
            raise SystemExit(f"mutate: clang does not read {path}: {wrong[0].spelling}")

    def cut(self, begin, end):
        return self.bytes[begin:end].decode()

    def changes(self):
        found = set()
        for cursor in self.unit.cursor.get_children():
            self._walk(cursor, None, False, found)
        return sorted(found)

    def _here(self, cursor):
        return cursor.location.file is not None and cursor.location.file.name == self.path

    def _walk(self, cursor, parent, in_body, found):
        if cursor.kind is not Kind.NAMESPACE and cursor.location.file is not None and not self._here(cursor):
            return
        if in_body:
            self._change(cursor, parent, found)
        if cursor.kind in (Kind.STATIC_ASSERT, Kind.CASE_STMT):
            # A constant that must be known to the compiler; what a case does is its last child.
            children = list(cursor.get_children())[1:] if cursor.kind is Kind.CASE_STMT else []
        else:
            children = list(cursor.get_children())
        for child in children:
            enters = cursor.kind in FUNCTIONS and child.kind is Kind.COMPOUND_STMT or cursor.kind is Kind.VAR_DECL
            self._walk(child, cursor, in_body or enters, found)

    def _add(self, found, begin, end, new, what):
        line = self.bytes.count(b"\n", 0, begin) + 1
        found.add(Change(self.path, begin, end, new, line, self.lines[line - 1].strip(), what))

    def _change(self, cursor, parent, found):
        begin, end = cursor.extent.start.offset, cursor.extent.end.offset
        if cursor.kind in (Kind.BINARY_OPERATOR, Kind.COMPOUND_ASSIGNMENT_OPERATOR) or \
                cursor.kind is Kind.CALL_EXPR and cursor.spelling.startswith("operator"):
            self._operator(cursor, found)
        # 60s is a call of an operator, somewhere below an expression without a name.
        if cursor.kind in (Kind.INTEGER_LITERAL, Kind.UNEXPOSED_EXPR):
            self._number(begin, end, found)
        if cursor.kind is Kind.CXX_BOOL_LITERAL_EXPR:
            old = self.cut(begin, end)
            new = "false" if old == "true" else "true"
            self._add(found, begin, end, new, f"{old} becomes {new}")
        if cursor.kind is Kind.DECL_REF_EXPR and cursor.referenced is not None and cursor.referenced.kind is Kind.ENUM_CONSTANT_DECL:
            self._enumerator(cursor, found)
        if cursor.kind in (Kind.IF_STMT, Kind.CONDITIONAL_OPERATOR):
            self._condition(cursor, found)
        if cursor.kind is Kind.RETURN_STMT:
            self._answer(cursor, found)
        if parent is not None and parent.kind is Kind.COMPOUND_STMT and cursor.kind in DROPPED + (Kind.UNEXPOSED_EXPR,) and end > begin:
            self._add(found, begin, end, "", f"dropped: {' '.join(self.cut(begin, end).split())}")

    def _operator(self, cursor, found):
        children = list(cursor.get_children())
        if len(children) < 2:
            return
        first, last = children[0].extent.end.offset, max(child.extent.start.offset for child in children)
        for token in cursor.get_tokens():
            at = token.extent.start.offset
            # Of an overloaded one, the operator itself is among the children.
            if first <= at <= last and token.spelling in OPERATORS:
                for new in OPERATORS[token.spelling]:
                    self._add(found, at, at + len(token.spelling), new, f"{token.spelling} becomes {new}")
                return

    def _number(self, begin, end, found):
        text = self.cut(begin, end)
        number = DECIMAL.fullmatch(text)
        if number:
            old = int(number[1].replace("'", ""))
            # By one where one counts; a limit of hundreds doubles.
            new = f"{old + 1 if old <= 10 else old * 2}{number[2]}"
            self._add(found, begin, end, new, f"{text} becomes {new}")

    def _enumerator(self, cursor, found):
        begin, end = cursor.extent.start.offset, cursor.extent.end.offset
        names = [child.spelling for child in cursor.referenced.semantic_parent.get_children()
                 if child.kind is Kind.ENUM_CONSTANT_DECL]
        old = self.cut(begin, end)
        if len(names) > 1 and old.endswith(cursor.spelling):
            other = names[(names.index(cursor.spelling) + 1) % len(names)]
            new = old[:len(old) - len(cursor.spelling)] + other
            self._add(found, begin, end, new, f"{old} becomes {new}")

    def _condition(self, cursor, found):
        conditions = [child for child in cursor.get_children() if child.kind.is_expression()]
        if not conditions:
            return
        begin, end = conditions[0].extent.start.offset, conditions[0].extent.end.offset
        if end > begin and ";" not in self.cut(begin, end):
            text = self.cut(begin, end)
            self._add(found, begin, end, f"!({text})", f"negated: {' '.join(text.split())}")

    def _answer(self, cursor, found):
        children = list(cursor.get_children())
        if len(children) != 1 or children[0].type.get_canonical().kind is not TypeKind.BOOL:
            return
        begin, end = children[0].extent.start.offset, children[0].extent.end.offset
        text = self.cut(begin, end)
        if text and text not in ("true", "false"):
            self._add(found, begin, end, f"!({text})", f"negated: {' '.join(text.split())}")
