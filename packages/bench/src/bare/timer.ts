/** The least that a schedule can be: starts a program at each of the given instants. Arguments: PROGRAM ARGUMENT INSTANT… */
const [program = "", argument = "", ...instants] = process.argv.slice(2);

for (const instant of instants) {
  setTimeout(
    () => Bun.spawn([program, argument], { stdio: ["ignore", "ignore", "ignore"] }),
    Number(instant) - Date.now(),
  );
}
