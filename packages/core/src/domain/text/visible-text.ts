/**
 * The one table of characters that are not seen, but act on what is: controls, which terminals obey; formats, which turn the
 * direction of writing or join what looks apart; separators of lines and paragraphs; tags, fillers and variation selectors,
 * which are drawn as nothing; halves of characters, and what Unicode promises never to use (Unicode 17, chapters 5.21 and 23).
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/u;

/**
 * What is written with such characters and shows it: an emoji made out of several, and letters of scripts that are told by a
 * joiner (or its absence) how to meet (Unicode 17, chapter 23.2). Kept whole.
 */
const SHOWN = [
  /\p{Extended_Pictographic}[\ufe0f\p{Emoji_Modifier}]?(?:\u200d\p{Extended_Pictographic}[\ufe0f\p{Emoji_Modifier}]?)*/u,
  /[0-9#*]\ufe0f\u20e3/u,
  /(?<=[\p{sc=Arab}\p{sc=Deva}\p{sc=Beng}\p{sc=Guru}\p{sc=Gujr}\p{sc=Orya}\p{sc=Taml}\p{sc=Telu}\p{sc=Knda}\p{sc=Mlym}\p{sc=Sinh}])[\u200c\u200d](?=[\p{L}\p{M}])/u,
];
const SHOWN_OR_UNSEEN = new RegExp(`(${SHOWN.map(({ source }) => source).join("|")})|${UNSEEN.source}`, "gu");
/** Most text has nothing but these, and the tables above need not be loaded for it. */
const PRINTABLE_ASCII = /^[ -~]*$/;

const NAMED: Record<string, string> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** Any text as one line that shows all that is in it: each character that is not seen as an escape, `\x1b`, `\n`, `\u200b`. */
export function visibleLine(text: string): string {
  return isSeen(text) ? text : text.replace(SHOWN_OR_UNSEEN, marked);
}

/**
 * The output of a program, made visible likewise, in lines: line breaks and tabs stay, a carriage return alone becomes a line
 * break. Control sequences (colours, moves of the cursor; ECMA-48, 5.4) are left out: they cannot carry words.
 */
export function visibleText(text: string): string {
  if (isSeen(text)) return text;
  return text
    .replace(CONTROL_SEQUENCE, "")
    .replace(/\r\n?/g, "\n")
    .replace(SHOWN_OR_UNSEEN, (found, shown) => (found === "\n" || found === "\t" ? found : marked(found, shown)));
}

/** What may yet become a control sequence or a line break, once more of the text is there. Of no great length. */
export function unfinishedEnd(text: string): string {
  return UNFINISHED.exec(text)?.[0] ?? "";
}

/** JSON in which the characters that are not seen are escaped: the same value, harmless to look at. */
export function visibleJson(value: unknown, indent?: number): string {
  const json = JSON.stringify(value, null, indent);
  return ASCII_LINES.test(json) ? json : json.replace(UNSEEN_IN_JSON, jsonEscape);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for.
const CONTROL_SEQUENCE = /\x1b\[[0-?]*[ -/]*[@-~]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for.
const UNFINISHED = /(?:\r|\x1b|\x1b\[[0-?]{0,64}[ -/]{0,8})$/;

// A line break that stands in JSON is one between its parts.
const UNSEEN_IN_JSON = new RegExp(`(?!\\n)${UNSEEN.source}`, "gu");
const ASCII_LINES = /^[\n -~]*$/;

function isSeen(text: string): boolean {
  return PRINTABLE_ASCII.test(text) || !UNSEEN.test(text);
}

function marked(found: string, shown: string | undefined): string {
  if (shown !== undefined) return shown;
  const code = found.codePointAt(0) as number;
  if (code > 0xffff) return `\\u{${code.toString(16)}}`;
  return NAMED[found] ?? (code > 0xff ? `\\u${hex(code, 4)}` : `\\x${hex(code, 2)}`);
}

function jsonEscape(found: string): string {
  return Array.from({ length: found.length }, (_, i) => `\\u${hex(found.charCodeAt(i), 4)}`).join("");
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, "0");
}
