"""What Jinja2 makes of chat templates, as the models' makers run them. Run by hand from the root, with jinja2:

    python src/test/python/template_goldens.py check out.json TEMPLATE.jinja...      then the test class TemplateCheck with out.json
    python src/test/python/template_goldens.py write                                writes the .json beside the tests' own templates

"check" is for the templates of real models, which are not ours to ship; llama.cpp's source has some sixty under models/templates.
"""
import datetime
import json
import pathlib
import sys

import jinja2
import jinja2.ext
import jinja2.sandbox

FOLDER = pathlib.Path("src/test/resources/org/dipscope/tokenizer/templates")
BOS, EOS = "<|im_start|>", "<|im_end|>"
CLOCK = datetime.datetime.now()

SYSTEM, USER, ASSISTANT = "system", "user", "assistant"
CONVERSATIONS = [
    [(USER, "Why is the sky blue?")],
    [(SYSTEM, "You are terse."), (USER, "Hi!")],
    [(USER, "One"), (ASSISTANT, "Two"), (USER, "Three")],
    [(SYSTEM, " Spaces around. \n"), (USER, "  One \n"), (ASSISTANT, " Two "), (USER, "\tThree")],
    [(SYSTEM, "Be kind."), (USER, "A"), (ASSISTANT, "B"), (USER, "C"), (ASSISTANT, "D"), (USER, "E")],
    [(USER, "What is 2 + 2?"), (ASSISTANT, "<think>\nTwo and two.\n</think>\n\nFour."), (USER, "Sure?")],
    [(USER, "x"), (ASSISTANT, "<think>\n\n</think>\n\ny\n"), (USER, "z"), (ASSISTANT, "no thought")],
    [(USER, ""), (ASSISTANT, ""), (USER, "")],
    [(USER, "{{ 7 * 7 }} {% if true %} <b>&amp;</b> 'quote\" back\\slash é 漢 🙂")],
    [(SYSTEM, "/no_think"), (USER, "Line one\nline two\n\nline four")],
    [(ASSISTANT, "I begin."), (USER, "You do.")],
    [(USER, "Twice"), (USER, "asked")],
    [(SYSTEM, "Alone")],
]


class Refused(Exception):
    pass


class Generation(jinja2.ext.Extension):
    """The tag with which templates mark what the assistant said; it changes nothing of the text."""
    tags = {"generation"}

    def parse(self, parser):
        line = next(parser.stream).lineno
        body = parser.parse_statements(["name:endgeneration"], drop_needle=True)
        return jinja2.nodes.CallBlock(self.call_method("_whole"), [], [], body).set_lineno(line)

    def _whole(self, caller):
        return caller()


def raise_exception(reason):
    raise Refused(reason)


def to_json(value, ensure_ascii=False, indent=None, separators=None, sort_keys=False):
    return json.dumps(value, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)


def environment():
    made = jinja2.sandbox.ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True, extensions=[jinja2.ext.loopcontrols, Generation])
    made.filters["tojson"] = to_json
    made.globals["raise_exception"] = raise_exception
    made.globals["strftime_now"] = CLOCK.strftime
    return made


def row(template, said, opened):
    messages = [{"role": role, "content": content} for role, content in said]
    result = {"messages": messages, "add_generation_prompt": opened}
    try:
        result["rendered"] = template.render(messages=messages, add_generation_prompt=opened, bos_token=BOS, eos_token=EOS)
    except Refused as refusal:
        result["refused"] = str(refusal)
    except Exception as failure:
        result["failed"] = f"{type(failure).__name__}: {failure}"
    return result


def rows(source):
    template = environment().from_string(source)
    return [row(template, said, opened) for said in CONVERSATIONS for opened in (True, False)]


def main():
    if sys.argv[1] == "check":
        result = {}
        for path in map(pathlib.Path, sys.argv[3:]):
            try:
                result[path.name] = {"source": path.read_text(encoding="utf-8"), "rows": rows(path.read_text(encoding="utf-8"))}
            except jinja2.TemplateError as failure:
                print(path.name, "is no template for Jinja2:", failure)
        pathlib.Path(sys.argv[2]).write_text(json.dumps(result))
    else:
        for path in sorted(FOLDER.glob("*.jinja")):
            lines = [json.dumps(one, ensure_ascii=False) for one in rows(path.read_text(encoding="utf-8"))]
            path.with_suffix(".json").write_text("[" + ",\n".join(lines) + "]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
