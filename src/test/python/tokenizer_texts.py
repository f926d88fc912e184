"""The texts that tokenizers are held against llama.cpp on: written for the purpose, and seeded mixtures of what is odd."""
import random

PROSE = [
    "", " ", "  ", "   ", "\n", "\n\n", "\n\n\n", "\t", "\t\t", "\r\n", "\r\n\r\n", " \n", "\n ", " \n \n  \n", "\t\n\t", "a", " a", "a ", "  a  ", "\na\n", "\n\na",
    "Hello", " Hello", "Hello, world!", "hello world", "Hello  world", "Hello   world", "The quick brown fox jumps over the lazy dog.",
    "I'm, you're, he'll, we've, they'd, it's, can't", "I'M, YOU'RE, HE'LL, WE'VE, THEY'D, IT'S, CAN'T", "I'm'all 'sup 'Ve 'lL'Re o'd 'dx 'tx 'mx", "d''s 'S' 't't ''ll '' '",
    "rock ’n’ roll, it’s", "state-of-the-art, e.g. this (and [that]) {too} <here>", "What?! No... Yes!!! --- *** ___ ~~~ ``` ### $$$ %%% ^^^ &&& === +++ ||| \\\\\\ ///",
    "camelCaseWords PascalCaseWords SCREAMING_SNAKE snake_case kebab-case HTMLParser iPhone McDonald's aB AbC ABc aBC",
    "A\nB\nC", "one\n\ntwo\n\n\nthree\n\n\n\nfour", "trailing spaces   \n   leading spaces", "tabs\tand\t\tmore\t\t\ttabs", "x\r\ny\r\n\r\nz\rw", " !", "! !", ". . .", "a.b,c;d:e", "http://example.com/a/b?c=d&e=f#g",
    "user@example.com", "C:\\Users\\me\\file.txt", "/usr/local/bin", "50% off: $9.99 (was €12,50 or £10)", "№ 5 § 7 ¶ † ‡ • … ‰", "don't stop", "x" * 70, "ab" * 40, "a b " * 30, "=" * 50, "-" * 33 + ">", " " * 40 + "end", "\n" * 35 + "end", "\t" * 20 + "end",
    "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore magna aliqua.",
    "In 1969, two men walked on the Moon; by 1972, twelve had.", "The café’s naïve façade—déjà vu—cost 3½ €.", "Zażółć gęślą jaźń", "Příliš žluťoučký kůň úpěl ďábelské ódy", "Ὁ βίος βραχύς, ἡ δὲ τέχνη μακρή", "Съешь же ещё этих мягких французских булок, да выпей чаю", "Fix, Schwyz! quäkt Jürgen blöd vom Paß; STRASSE Straße ẞ",
    "İstanbul'da ıspanak", "ÀÉÎÕÜ àéîõü ŠŽ šž ǅ ǈ ǋ ᾈ ʰ ª º", "e\u0301 o\u0308 n\u0303 a\u030a\u0323", "\u0301", " \u0301", "a\u0301\u0302\u0303b", "x\u20dd", "\u0e01\u0e33", "q\u0307\u0323 1\u0301 !\u0301",
]
NUMBERS = [
    "0", "1", "12", "123", "1234", "12345", "123456", "1234567", "12345678", "1234567890", "3.14159", "-273.15", "1e-10", "0x1F", "1,000,000", "1 000 000", "2024-02-29T23:59:59Z", "192.168.0.1", "v1.2.3-rc4", "50%", "$100", "1st 2nd 3rd", " 7", "  7", "a1b2c3", "1a 22b 333c 4444d",
    "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९", "০১২৩", "๐๑๒๓๔", "၀၁၂၃", "０１２３４５", "一二三四五", "ⅠⅡⅢⅣ ⅰⅱⅲ", "½⅓¼⅛", "x²y³z⁴₁₂", "①②③⑩⑳", "㈠㈡㊿", "𝟘𝟙𝟚𝟛", "𐒠𐒡𐒢", "௧௨௩௰", "፩፪፫፬", "〇〡〢〣", "٣١٤١٥٩٢٦", "१२३ 456 ७८९", "12３4５6", "1½2", "１２３abc４５６",
]
SCRIPTS = [
    "你好，世界！", "今天天气很好，我们去公园吧。", "「日本語」のテキスト、カタカナとひらがな。", "漢字かな交じり文 with English 混在 123", "한국어 텍스트입니다. 안녕하세요!", "ㄱㄴㄷ ㅏㅑㅓ", "ㄅㄆㄇ", "العربية لغة جميلة", "مرحبا، كيف حالك؟ ١٢٣", "שלום עולם, מה שלומך?", "שָׁלוֹם", "فارسی می‌نویسم", "हिन्दी में लिखा हुआ पाठ", "क्षत्रिय ज्ञान", "বাংলা লেখা", "தமிழ் எழுத்து", "ภาษาไทยไม่มีช่องว่าง", "ພາສາລາວ", "မြန်မာဘာသာ", "ខ្មែរ", "አማርኛ ጽሑፍ", "ქართული ენა", "Հայերեն լեզու", "བོད་སྐད་", "ᠮᠣᠩᠭᠣᠯ", "Ελληνικά", "ꦗꦮ", "𐌰𐌱𐌲 𐍈", "𝒜𝓫𝔠 𝕯𝖾𝟟", "ＡＢＣａｂｃ", "ﬁﬂ ﬀ", "العَرَبِيَّةُ", "Việt Nam tiếng Việt", "ʻŌlelo Hawaiʻi", "mixed العربية and עברית and English", "\u202bright\u202c left", "𠀀𠀁𠜎", "龥龦鿿", "ࠀࠁ", "가힣퟿",
]
EMOJI = [
    "🙂", "🙂🙂🙂", "hi 🙂 there", "👍🏽", "👩‍👩‍👧‍👦", "🏳️‍🌈", "🇩🇪🇫🇷", "❤️", "1️⃣2️⃣", "☀️☁️", "👨‍💻 writes code 👩🏿‍🚀", "(╯°□°)╯︵ ┻━┻", "¯\\_(ツ)_/¯", "→ ⇒ ∀x∈ℝ: x²≥0 ∑∏∫√∞≈≠≤≥", "♠♥♦♣ ♪♫ ✓✗", "🫠🫨🪿", "™®©", "\u200b", "a\u200bb", "\u200d", "\ufeffBOM", "\u00ad", "soft\u00adhyphen", "\u2060", "\ufffd\ufffd", "\u0000", "a\u0001b\u0007c\u001bd\u007f", "\u0080\u0085\u009f", "\ue000\uf8ff", "\uffff", "\U000e0067\U000e0062", "\U0010ffff", "\u0378\u0530", "▁", "▁▁ a▁b ▁c", "Ġ Ċ ĉ Ĥ", "<0x0A><0x41>",
]
SPACES = [
    "a\u00a0b", "\u00a0a", "a\u00a0\u00a0b", " \u00a0 ", "a\u0085b", "\u0085\u0085x", "a\u2028b\u2029c", "\u2028\n\u2029", "a\u3000b", "　全角　空白　", "\u2000\u2001\u2002\u2003x", "a\u2009b\u202fc", "\u1680x", "a\u205fb", "a\u000bb\u000cc", "\u000b\u000c x", "\u001c\u001d\u001e\u001fx", " \u3000\n", "\n\u3000a", "\u00a0\n\u00a0", "a \u00a0b", "a\u00a0 b", "\u180ex", "x \t y", " \r\n \r\n", "\r\r\n\n\r", "end\u00a0", "end\u2028", "end \n\u2029", "…\u00a0!", "1\u00a01", "\u202f1",
]
CODE = [
    "def f(x):\n    return x ** 2  # square\n", "for (int i = 0; i < n; ++i) {\n\tsum += a[i];\n}\n", "public static void main(String[] args) {\n        System.out.println(\"Hi\\n\");\n    }\n}", "fn main() {\n    let v: Vec<u8> = vec![1, 2, 3];\n    println!(\"{:?}\", v);\n}", "SELECT name, COUNT(*) FROM users WHERE age >= 21 GROUP BY name;", "<html><body class=\"x\">Hello &amp; bye</body></html>", "{\"key\": [1, 2.5, null, true], \"nested\": {\"a\": \"b\\n\"}}", "#!/bin/sh\nset -e\nfor f in *.txt; do echo \"$f\" | sed 's/a/b/g'; done", "x = lambda y: y if y else None;  z = [i for i in range(10)]", "const f = async () => { await fetch(`/api/${id}`); };", "template<typename T> T max(T a, T b) { return a > b ? a : b; }", "main :: IO ()\nmain = putStrLn $ show (foldl (+) 0 [1..10])", "(defun fact (n) (if (= n 0) 1 (* n (fact (- n 1)))))", "\\begin{equation}\n  E = mc^2\n\\end{equation}", "if __name__ == '__main__':\n\tmain()\n\n\n", "a+=b; c-=d; e*=f; g/=h; i%=j; k<<=l; m>>=n; o&=p; q|=r; s^=t;", "//comment\n/* block */ # hash -- dash ; semi", "package main\n\nimport \"fmt\"\n\nfunc main() { fmt.Println(\"x\") }", "::std::vector<int>::iterator it;", "@Override\n  @SuppressWarnings(\"unchecked\")", "CREATE TABLE t (id INT PRIMARY KEY, s VARCHAR(255) DEFAULT 'x''y');", "- item\n- item 2\n  - nested\n\n1. one\n2. two\n\n| a | b |\n|---|---|\n", "    four\n        eight\n            twelve\n\ttab\n", "regex: ^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}$", "0xDEADBEEF 0b1010 0o777 1_000_000 1e9f 3.0L 'c' '\\n' \"\\u0041\"",
]
LOOKALIKES = [
    "<s>", "</s>", "<unk>", "<s>a</s>", "<pad>", "[INST] Hi [/INST]", "<|im_start|>user\nHi<|im_end|>\n", "<|im_start|>", "<|im_end|>x", " <|im_end|> ", "<|im_end", "im_end|>", "<|endoftext|>", "a<|endoftext|>b", "<|eot_id|>", "<|begin_of_text|>", "<|user|>\nHi<|end|>\n<|assistant|>\n", "<|user|>   x", "<|end|> \n\t y", "<start_of_turn>user\nHi<end_of_turn>\n", "<bos>", "<eos>", "<|a|><|b|>", "<<SYS>>", "<|", "|>", "< s >", "<s", "s>", "<<s>>", "<s><s><s>", "<think>x</think>", "<tool_call>{}</tool_call>", "<fim_prefix>a<fim_suffix>b<fim_middle>", "<repo_name>x<file_sep>", "[PAD1]", "<0x0A>",
]


def mixtures(seed=20240501, count=160):
    """Short mixtures of characters of every class, where a splitter's branches meet."""
    pieces = [" ", " ", "  ", "\n", "\n\n", "\t", "\r\n", "\r", "\u00a0", "\u3000", "\u2028", "\u0085", "\u000b", "'s", "'LL", "'d", "'", "\"", "a", "Z", "the", "The", "THE", "word", "1", "23", "456", "7890", "٣", "½", "²", "Ⅷ", "é", "e\u0301", "\u0308", "ñ", "ß", "ǅ", "ʰ", "你", "好吗", "カ", "한국", "ا", "ש", "क्", "ก็", "🙂", "👍🏽", "👩‍💻", "\u200d", "\u200b", "\ufe0f", ".", ",", "!", "?", "-", "_", "/", "//", "\\", "(", ")", "[]", "{}", "+", "=", "$", "€", "^", "`", "|", "~", "<", ">", "&", "#", "。", "，", "…", "“", "”", "—", "\u0378", "\ue000", "\u0001", "▁", "Ġ", "ſ", "K", "İ", "ı"]
    generator = random.Random(seed)
    return ["".join(generator.choice(pieces) for _ in range(generator.randint(2, 14))) for _ in range(count)]


def texts():
    return PROSE + NUMBERS + SCRIPTS + EMOJI + SPACES + CODE + LOOKALIKES + mixtures()
