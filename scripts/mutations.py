# SPDX-License-Identifier: EUPL-1.2
"""The ways in which a line is broken: what a slip of the hand would do, and what a test should notice."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType

END = 1 << 30  #: the last line of what is run when the module is read, which any test of it may notice
#: each becomes the other
PAIRS = "Eq NotEq, Is IsNot, In NotIn, Lt LtE, Gt GtE, And Or, Add Sub, Mult Div, BitOr BitAnd"
SWAPS = {getattr(ast, a): getattr(ast, b) for pair in PAIRS.split(", ") for a, b in (pair.split(), pair.split()[::-1])}
NAMES = {"any": "all", "all": "any", "min": "max", "max": "min"}
CONDITIONS = ("test", "ifs", "guard")
CRITERIA = ("filter", "exclude", "get", "update", "Q")  #: calls that mean something else with a keyword less
#: decorators and annotations say nothing at run time that is a test's to notice; an assert narrows a type
PASSED_OVER = ("decorator_list", "annotation", "returns", "type_params", "format_spec")


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """A module with one line broken; `inside`, `was` and `now` are its name in mutants.toml, since lines move."""

    path: Path
    inside: str  #: the class and function that it is in; empty for the module itself
    was: str
    now: str
    line: int
    first: int  #: from here
    last: int  #: to here are the lines of which a test must run one to notice it
    code: CodeType

    @property
    def name(self) -> tuple[Path, str, str, str]:
        """The names by which an entry in mutants.toml calls it."""
        return self.path, self.inside, self.was, self.now

    def is_at(self, file: str, line: int) -> bool:
        """Whether a test that runs the line of the file may notice it."""
        return file == str(self.path) and self.first <= line <= self.last


def mutants_of(path: Path) -> Iterator[Mutant]:
    """Every mutant of a module."""
    tree = ast.parse(path.read_text())
    yield from _within(tree, tree, path, "", (1, END))


def _within(tree: ast.Module, node: ast.AST, path: Path, inside: str, span: tuple[int, int]) -> Iterator[Mutant]:
    for field, child, put in _children(node):
        if field in PASSED_OVER or _says_nothing(child):
            continue
        here, lines = inside, span
        if isinstance(child, ast.FunctionDef | ast.ClassDef):
            here = f"{inside}.{child.name}".lstrip(".")
        if isinstance(child, ast.stmt) and inside and not isinstance(node, ast.ClassDef):
            body = getattr(child, "body", None)
            lines = (child.lineno, max(child.lineno, body[0].lineno - 1) if body else child.end_lineno or child.lineno)
        if isinstance(child, ast.FunctionDef):  # its defaults are there when it is called
            lines = (child.lineno, child.end_lineno or child.lineno)
        was = ast.unparse(child)
        for new in _broken(field, child, alone=isinstance(node, ast.If) and len(node.body) == 1 and field == "body"):
            now = "" if isinstance(new, ast.If) and isinstance(child, ast.stmt) else ast.unparse(new)
            if now == was:  # while True
                continue
            put(ast.copy_location(new, child))
            code = compile(ast.fix_missing_locations(tree), str(path), "exec")
            put(child)
            yield Mutant(
                path=path, inside=here, was=was, now=now, line=child.lineno, first=lines[0], last=lines[1], code=code
            )
        yield from _within(tree, child, path, here, lines)


def _children(node: ast.AST) -> Iterator[tuple[str, ast.expr | ast.stmt, Callable]]:
    """The expressions and statements in a node, also through what is neither: (field, child, how to replace it)."""
    spoken = isinstance(node, ast.JoinedStr) and any(
        isinstance(e, ast.Constant) and " " in e.value for e in node.values
    )
    for field, value in ast.iter_fields(node):
        for index, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if spoken and isinstance(child, ast.Constant):
                continue
            if isinstance(child, ast.expr | ast.stmt):
                yield field, child, _putter(node, field, index)
            elif isinstance(child, ast.AST) and field not in PASSED_OVER:
                yield from _children(child)


def _putter(node: ast.AST, field: str, index: int | None) -> Callable[[ast.AST], None]:
    def put(new: ast.AST) -> None:
        if index is None:
            setattr(node, field, new)
        else:
            getattr(node, field)[index] = new

    return put


def _says_nothing(node: ast.AST) -> bool:
    """Docstrings, imports, what is for the type checker, what is logged."""
    match node:
        case ast.Import() | ast.ImportFrom() | ast.Assert() | ast.TypeAlias():
            return True
        case ast.Expr(ast.Constant()) | ast.If(ast.Name("TYPE_CHECKING")) | ast.Assign([ast.Name("__all__")]):
            return True
        case ast.Expr(ast.Call(ast.Attribute(ast.Name("log")))):
            return True
    return False


def _broken(field: str, node: ast.AST, *, alone: bool) -> Iterator[ast.expr | ast.stmt]:
    """The nodes to put in the place of one; `alone`: the only statement under an if, whose test is broken already."""
    if field in CONDITIONS:
        yield from (ast.Constant(value) for value in (True, False))
    match node:
        case ast.Constant(bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(int() | float() as value):
            yield ast.Constant(value + 1)
        case ast.Constant(str() as value) if " " not in value:  # a sentence is for people
            yield ast.Constant(f"XX{value}")
        case ast.Compare(left, operators, compared):
            for index, operator in enumerate(operators):
                swapped = [*operators[:index], SWAPS[type(operator)](), *operators[index + 1 :]]
                yield ast.Compare(left, swapped, compared)
        case ast.BoolOp(operator, operands):
            yield ast.BoolOp(SWAPS[type(operator)](), operands)
            for each in operands:
                rest = [other for other in operands if other is not each]
                yield ast.BoolOp(operator, rest) if len(rest) > 1 else rest[0]
        case ast.UnaryOp(ast.Not(), operand) if field not in CONDITIONS:
            yield operand
        case ast.BinOp(left, operator, right) if type(operator) in SWAPS:
            yield ast.BinOp(left, SWAPS[type(operator)](), right)
        case ast.Call(ast.Name(name), arguments, keywords) if name in NAMES:
            yield ast.Call(ast.Name(NAMES[name], ast.Load()), arguments, keywords)
        case ast.Call(ast.Name(name) | ast.Attribute(attr=name), arguments, keywords) if name in CRITERIA:
            for each in keywords:
                yield ast.Call(node.func, arguments, [other for other in keywords if other is not each])
        case ast.Return(ast.expr() as value) if not isinstance(value, ast.Constant):
            yield ast.Return(ast.Constant(None))
        case (
            ast.Expr()
            | ast.Raise()
            | ast.AugAssign()
            | ast.Delete()
            | ast.Continue()
            | ast.Break()
            | ast.Return(None)
            | ast.Assign([ast.Attribute() | ast.Subscript()])
        ) if not alone:  # under a test that is false, so that a generator stays one
            yield ast.If(ast.Constant(False), [node], [])
