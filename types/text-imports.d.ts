/** SQL files are imported as text, so that each operation stands in a file of its own and still ships in a bundle. */
declare module "*.sql" {
  const text: string;
  export default text;
}
