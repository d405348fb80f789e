import { plugin } from "bun";

/** Changes a file of the program as it is loaded. What is to be replaced must be there: a patch that misses proves nothing. */
export function patch(file: RegExp, replacements: Readonly<Record<string, string>>): void {
  plugin({
    name: `patch ${file}`,
    setup(build) {
      build.onLoad({ filter: file }, async ({ path }) => {
        let contents = await Bun.file(path).text();
        for (const [from, to] of Object.entries(replacements)) {
          if (!contents.includes(from)) throw new Error(`${path} does not contain ${JSON.stringify(from)}`);
          contents = contents.replace(from, () => to);
        }
        return { contents, loader: "ts" };
      });
    },
  });
}
