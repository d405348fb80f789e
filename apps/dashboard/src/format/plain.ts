// C0 (but for tab and line break), DEL and C1; line breaks by Unicode; and the marks that turn the direction of writing, which
// can make a command look like another one. The command line takes out the same.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is to be shown for what they are.
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** Text that came from a job, with a mark in place of every character that is not seen, but acts on what is. */
export function plain(text: string): string {
  return text.replace(UNSEEN, "\u{fffd}");
}
