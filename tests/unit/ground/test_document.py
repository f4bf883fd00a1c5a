"""Reading YAML: values as in the core schema of YAML 1.2, places as in an editor, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glasshouse.ground.composing import read_scalar
from glasshouse.ground.document import MOST_BYTES, read_file, read_text
from glasshouse.ground.errors import BadInput, Position

# YAML 1.2.2, section 10.3.2 (the core schema) and its examples.
CORE = [
    ("~", None),
    ("null", None),
    ("Null", None),
    ("", None),
    ("true", True),
    ("False", False),
    ("0", 0),
    ("0o7", 7),
    ("0x3A", 58),
    ("-19", -19),
    ("010", 10),
    ("0.", 0.0),
    ("-0.0", -0.0),
    (".5", 0.5),
    ("+12e03", 12000.0),
    ("-2E+05", -200000.0),
    ("yes", "yes"),
    ("on", "on"),
    ("2017-05-01", "2017-05-01"),
    ("1_000", "1_000"),
    ("12:30", "12:30"),
    ("1.2.3", "1.2.3"),
    ("nan", "nan"),
]


@pytest.mark.parametrize(("text", "value"), CORE)
def test_scalars_follow_the_core_schema(text: str, value: object) -> None:
    read = read_text(f"a: {text}\n").data["a"]
    assert read == value
    assert type(read) is type(value)
    assert type(read_scalar(text)) is type(value)


def test_quoted_scalars_are_texts() -> None:
    assert read_text("a: '1'\nb: \"true\"\nc: ''\nd: |\n  1\n").data == {
        "a": "1",
        "b": "true",
        "c": "",
        "d": "1\n",
    }


def test_places_are_those_of_an_editor() -> None:
    text = "top:\n  - {id: x, when: [a, bb]}\n  - id: y\n    size: 2 # two\nlast: 'é'\n"
    document = read_text(text, "f.yaml")
    assert document.position(("top", 0, "when", 1)) == Position("f.yaml", 2, 23)
    assert document.position(("top", 0, "when"), key=True) == Position("f.yaml", 2, 13)
    assert document.position(("top", 1)) == Position("f.yaml", 3, 5)
    assert document.position(("top", 1, "size")) == Position("f.yaml", 4, 11)
    assert document.position(("last",), key=True) == Position("f.yaml", 5, 1)
    assert document.position() == Position("f.yaml", 1, 1)


def test_columns_count_characters_not_bytes() -> None:
    assert read_text("{é: 1, b: 2}").position(("b",)).column == 11


def test_a_missing_key_is_placed_where_it_should_stand() -> None:
    document = read_text("a:\n  b: {c: 1}\n")
    assert document.position(("a", "b", "absent")) == document.position(("a", "b"))
    assert document.position(("a", "b", "absent"), key=True) == document.position(("a", "b"))


@given(
    st.dictionaries(
        st.text(st.characters(categories=["L"]), min_size=1, max_size=6),
        st.recursive(
            st.none()
            | st.booleans()
            | st.integers(-(10**15), 10**15)
            | st.text(st.characters(categories=["L", "P", "Zs"])),
            lambda inner: (
                st.lists(inner, max_size=4)
                | st.dictionaries(
                    st.text(st.characters(categories=["L"]), min_size=1, max_size=5), inner, max_size=4
                )
            ),
            max_leaves=20,
        ),
        min_size=1,
        max_size=5,
    )
)
def test_json_is_yaml(data: dict[str, object]) -> None:
    """Every JSON text means the same to us as to the standard library (JSON is a subset of YAML 1.2)."""
    text = json.dumps(data, ensure_ascii=False)
    assert read_text(text).data == json.loads(text)


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        document = read_text(text)
    except BadInput as refusal:
        assert refusal.problems
    else:
        assert isinstance(document.data, dict)


@given(st.binary(max_size=300))
def test_any_file_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    file = tmp_path_factory.mktemp("any") / "any.yaml"
    file.write_bytes(content)
    try:
        read_file(file)
    except BadInput as refusal:
        assert all(problem.position is not None for problem in refusal.problems)


@pytest.mark.parametrize(
    ("text", "what", "line"),
    [
        ("a: 1\nb: 2\na: 3\n", "'a' is written twice", 3),
        ("a: &x 1\n", "'&x' marks a part", 1),
        ("a: 1\nb: *x\n", "'*x' repeats another part", 2),
        ("a: !thing 1\n", "is a tag", 1),
        ("a:\n\tb: 1\n", "A tab", 2),
        ("a: .inf\n", "must be finite", 1),
        ("a: 1e999\n", "too large", 1),
        ("a: 1234567890123456789\n", "at most 18 digits", 1),
        ("{a: 1}: 2\n", "a single word", 1),
        ("a: 1\n---\nb: 2\n", "second document", 2),
        ("a: [1,\n", "not YAML", 2),
        ("- 1\n", "holds a list", 1),
        ("just words\n", "holds a single value", 1),
        (" \n# only a remark\n", "is empty", 1),
    ],
)
def test_what_is_refused(text: str, what: str, line: int) -> None:
    with pytest.raises(BadInput) as refusal:
        read_text(text)
    problem = refusal.value.problems[0]
    assert what.lower() in problem.what.lower()
    assert problem.position is not None
    assert problem.position.line == line


def test_all_refusals_at_once() -> None:
    with pytest.raises(BadInput) as refusal:
        read_text("a: 1\na: 2\nb: &x [1]\nc: *x\nd: !!str 5\n")
    assert len(refusal.value.problems) == 4


def test_a_bomb_is_told_in_a_few_lines() -> None:
    text = "a: &a [x,x]\n" + "".join(f"k{n}: &k{n} [*a,*a,*a]\n" for n in range(5000))
    with pytest.raises(BadInput) as refusal:
        read_text(text)
    assert len(str(refusal.value).splitlines()) < 10


def test_depth_is_bounded_without_recursion() -> None:
    with pytest.raises(BadInput, match="deep"):
        read_text("a: " + "[" * 50_000)


def test_size_is_bounded_before_anything_is_parsed(tmp_path: Path) -> None:
    file = tmp_path / "big.yaml"
    file.write_bytes(b"a: 1\n" + b"#" * (MOST_BYTES - 5))
    assert read_file(file).data == {"a": 1}
    file.write_bytes(b"a: 1\n" + b"#" * (MOST_BYTES - 4))
    with pytest.raises(BadInput, match="larger than 1 MB"):
        read_file(file)


def test_windows_and_byte_order_mark(tmp_path: Path) -> None:
    file = tmp_path / "windows.yaml"
    file.write_bytes(b"\xef\xbb\xbfa: 1\r\nb:\r\n  c: 2\r\n")
    document = read_file(file)
    assert document.data == {"a": 1, "b": {"c": 2}}
    assert document.position(("b", "c")).line == 3


def test_the_hash_is_that_of_the_text() -> None:
    # printf 'a: 1\n' | sha256sum
    assert read_text("a: 1\n").text_hash == "37b128c59f1f5097f73f82691cb519f1f568667faab5ced1b4ab979d36837eae"
    assert read_text("a: 1\n").text_hash != read_text("a: 1 \n").text_hash
