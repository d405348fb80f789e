/** The colours in use, by what they mean. */
const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 34, magenta: 35, cyan: 36 } as const;

export type Colour = keyof typeof CODES;

/** Colours a text, or leaves it as it is. */
export type Paint = (colour: Colour, text: string) => string;

export const plain: Paint = (_, text) => text;

export const painted: Paint = (colour, text) => (text === "" ? "" : `\x1b[${CODES[colour]}m${text}\x1b[0m`);
