import { join, resolve } from "node:path";

/**
 * The licences of the packages whose code is in a bundle: theirs ask that the text goes along. `inputs` are its modules, as the
 * bundler names them, from the current directory.
 */
export async function notices(inputs: readonly string[]): Promise<string> {
  const folders = new Set<string>();
  for (const input of inputs) {
    const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input)?.[0];
    if (folder !== undefined) folders.add(folder);
  }
  const texts = await Promise.all([...folders].sort().map((folder) => notice(resolve(folder))));
  return `# Third-party notices\n\nqueuectl contains code of these packages.\n${texts.join("")}`;
}

async function notice(folder: string): Promise<string> {
  const { name, version, license, author, repository } = await Bun.file(join(folder, "package.json")).json();
  const [file] = await Array.fromAsync(new Bun.Glob("{LICENSE,LICENCE,license}*").scan(folder));
  // A few are published without the text, and name licence and author in their manifest alone.
  const text = file === undefined ? named(author, repository) : await Bun.file(join(folder, file)).text();
  return `\n## ${name} ${version} (${license})\n\n${text.trim()}\n`;
}

function named(
  author: string | { name: string } | undefined,
  repository: string | { url: string } | undefined,
): string {
  const by = typeof author === "object" ? author.name : (author ?? "its authors");
  const at = typeof repository === "object" ? repository.url : (repository ?? "");
  return `Copyright ${by}. ${at}`;
}
