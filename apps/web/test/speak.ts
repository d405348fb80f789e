import { connect } from "node:net";

/** Sends text over a socket of its own, and resolves to the head of the answer; with "" where there comes none. */
export function speak(url: string, text: string): Promise<string> {
  const { hostname, port, host } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(text.replace("HOST", host)));
    let heard = "";
    socket.on("data", (data) => {
      heard += data;
      if (heard.includes("\r\n\r\n")) socket.end();
    });
    socket.on("close", () => resolve(heard));
    socket.on("error", reject);
  });
}
