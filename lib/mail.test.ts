import type { AddressInfo } from "node:net";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer } from "smtp-server";
import { afterAll, expect, it, vi } from "vitest";

vi.mock("./provider/settings", () => ({ providerView: async () => ({ name: "Acme" }) }));

const mails: Email[] = [];
const envelopes: string[] = [];
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS"],
  async onData(stream, { envelope: { mailFrom } }, done) {
    envelopes.push(mailFrom ? mailFrom.address : "");
    const pieces: Buffer[] = [];
    for await (const piece of stream) pieces.push(piece as Buffer);
    mails.push(await PostalMime.parse(Buffer.concat(pieces)));
    done();
  },
});
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

it("tells mail programs how to have no more of a mail by one press, where it is one to have no more of", async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  vi.stubEnv("SMTP_URL", `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`);
  vi.stubEnv("MAIL_FROM", "Panel of Acme <panel@provider.example>");
  const { sendMail } = await import("./mail");
  const mail = { to: "ann@example.net", subject: "News", text: "Something happened." };
  const unsubscribe = `https://panel.example/api/unsubscribe?token=1.${"Ab_-".repeat(60)}`;
  expect(await sendMail({ ...mail, unsubscribe })).toBe(true);
  expect(await sendMail(mail)).toBe(true);
  // The name is no part of the address that it leaves from.
  expect(envelopes).toEqual(["panel@provider.example", "panel@provider.example"]);
  expect(mails[0]?.from).toMatchObject({ name: "Panel of Acme", address: "panel@provider.example" });
  const headers = mails.map((one) => new Map(one.headers.map(({ key, value }) => [key, value])));
  expect(headers[0]?.get("list-unsubscribe")).toBe(`<${unsubscribe}>`);
  expect(headers[0]?.get("list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
  expect([...(headers[1]?.keys() ?? [])].filter((key) => key.startsWith("list-"))).toEqual([]);
});
