import { lstatSync, readlinkSync, type Stats } from "node:fs";
import { InvalidInput } from "../../domain/errors.ts";
import { parentOf } from "../database/files.ts";

/**
 * `refuse`: with `StoreMissing`. `create`: for its owner alone, in a directory that exists. `create-directory`: that directory,
 * too, for its owner alone.
 */
export type Missing = "refuse" | "create" | "create-directory";

import {
  checkDatabase,
  checkKind,
  checkOwnerOnTheWay,
  isSticky,
  othersWrite,
  type Step,
  shared,
  writable,
} from "./permissions.ts";

/** As many links as Linux follows on one path. */
const MOST_LINKS = 40;

/** Where a path leads. */
export interface Place {
  /** Without a link anywhere on the way. */
  readonly path: string;
  /** `null` where there is nothing yet. */
  readonly stat: Stats | null;
  /** Whether there is the directory that it is in. */
  readonly reachable: boolean;
}

/**
 * Goes the way of `path`, which is absolute, as the kernel does: from the root on, through links. A database has one place, however
 * many links lead to it: its locks lie beside that, and whoever looked for them beside a link would take a living runner for dead.
 */
export function findPlace(path: string): Place {
  return walk(path, () => {});
}

/** The same, for a database that is to be trusted. Throws `StoreRefused` when others could put something of theirs in its place. */
export function findTrustedPlace(path: string): Place {
  const open: Step[] = [];
  const place = walk(path, (step) => {
    checkOwnerOnTheWay(step);
    if (step.stat.isDirectory() && othersWrite(step.stat) && !isSticky(step.stat)) open.push(step);
  });
  checkKind(place);
  if (open.length > 0) throw writable(open);
  const holder = parentOf(place.path);
  if (place.reachable && othersWrite(lstatSync(holder))) throw shared(holder, place.path);
  if (place.stat !== null) checkDatabase(place.path, place.stat);
  return place;
}

function walk(path: string, visit: (step: Step) => void): Place {
  const names = namesOf(path);
  let links = 0;
  let directory = "";
  visit({ path: "/", stat: lstatSync("/") });
  for (let name = names.shift(); name !== undefined; name = names.shift()) {
    if (name === "..") {
      directory = directory.slice(0, Math.max(0, directory.lastIndexOf("/")));
      continue;
    }
    const next = `${directory}/${name}`;
    const stat = lstatSync(next, { throwIfNoEntry: false });
    if (stat === undefined) return { path: [next, ...names].join("/"), stat: null, reachable: names.length === 0 };
    if (stat.isSymbolicLink()) {
      if (++links > MOST_LINKS) throw new InvalidInput(`${path} leads from link to link without end`, "check the path");
      visit({ path: next, stat });
      const target = readlinkSync(next);
      if (target.startsWith("/")) directory = "";
      names.unshift(...namesOf(target));
      continue;
    }
    if (names.length === 0) return { path: next, stat, reachable: true };
    if (!stat.isDirectory()) throw new InvalidInput(`${next} is no directory`, "check the path");
    visit({ path: next, stat });
    directory = next;
  }
  const end = directory || "/";
  return { path: end, stat: lstatSync(end), reachable: true };
}

function namesOf(path: string): string[] {
  return path.split("/").filter((name) => name !== "" && name !== ".");
}
