import { existsSync } from "node:fs";
import { join } from "node:path";
import { plugin } from "bun";

const CHECKOUT = join(import.meta.dir, "../../../..");

/**
 * Changes a file of the program, by its path in the checkout, as it is loaded. File and words have to be there: a patch that misses
 * proves nothing.
 */
export function patch(file: string, replacements: Readonly<Record<string, string>>): void {
  if (!existsSync(join(CHECKOUT, file))) throw new Error(`there is no ${file}`);
  plugin({
    name: `patch ${file}`,
    setup(build) {
      build.onLoad({ filter: new RegExp(`/${RegExp.escape(file)}$`) }, async ({ path }) => {
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
