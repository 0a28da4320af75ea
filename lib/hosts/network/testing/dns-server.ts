import { createSocket, type RemoteInfo } from "node:dgram";
import { once } from "node:events";
import { isIP } from "node:net";

const TYPES = { 1: 4, 28: 6 } as const;
const TXT = 16;
const NO_SUCH_NAME = 3;

export interface DnsServer {
  /** `ADDRESS:PORT`, as the setting takes it. */
  address: string;
  /** Addresses of each name; any other name is not there. */
  names: Map<string, string[]>;
  /** TXT records of each name, each under 256 bytes. */
  texts: Map<string, string[]>;
  close(): void;
}

/** A name server on this machine that knows what a test tells it. */
export async function startDnsServer(port = 0): Promise<DnsServer> {
  const names = new Map<string, string[]>();
  const texts = new Map<string, string[]>();
  const socket = createSocket("udp4");
  socket.on("message", (question: Buffer, { port, address }: RemoteInfo) =>
    socket.send(answerTo(question, names, texts), port, address),
  );
  socket.bind(port, "127.0.0.1");
  await once(socket, "listening");
  return { address: `127.0.0.1:${socket.address().port}`, names, texts, close: () => socket.close() };
}

/** RFC 1035, section 4, for one question. */
function answerTo(
  question: Buffer,
  names: ReadonlyMap<string, string[]>,
  texts: ReadonlyMap<string, string[]>,
): Buffer {
  const { name, end } = nameAt(question, 12);
  const type = question.readUInt16BE(end);
  const known = type === TXT ? texts.get(name) : names.get(name);
  const version = type === 1 || type === 28 ? TYPES[type] : 0;
  const records =
    type === TXT
      ? (known ?? []).map((text) => recordOf(TXT, Buffer.concat([Buffer.of(text.length), Buffer.from(text)])))
      : (known ?? []).filter((address) => isIP(address) === version).map(addressRecordOf);
  const head = Buffer.alloc(12);
  question.copy(head, 0, 0, 2);
  head.writeUInt16BE(0x8180 | (known ? 0 : NO_SUCH_NAME), 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(records.length, 6);
  return Buffer.concat([head, question.subarray(12, end + 4), ...records]);
}

function nameAt(message: Buffer, start: number): { name: string; end: number } {
  const labels: string[] = [];
  let at = start;
  for (let length = message.readUInt8(at); length > 0; length = message.readUInt8(at)) {
    labels.push(message.toString("latin1", at + 1, at + 1 + length).toLowerCase());
    at += length + 1;
  }
  return { name: labels.join("."), end: at + 1 };
}

const addressRecordOf = (address: string): Buffer =>
  isIP(address) === 4
    ? recordOf(1, Buffer.from(address.split(".").map(Number)))
    : recordOf(28, Buffer.from(hexOf(address), "hex"));

function recordOf(type: number, bytes: Buffer): Buffer {
  const head = Buffer.alloc(12);
  // The name is the question's, twelve bytes in.
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(type, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt32BE(60, 6);
  head.writeUInt16BE(bytes.length, 10);
  return Buffer.concat([head, bytes]);
}

function hexOf(address: string): string {
  const [before = "", after] = address.split("::").map((part) => part.split(":").filter(Boolean));
  const groups = [...before];
  if (after) {
    groups.push(...Array(8 - before.length - after.length).fill("0"), ...after);
  }
  return groups.map((group) => group.padStart(4, "0")).join("");
}
