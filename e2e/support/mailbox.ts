import type { AddressInfo } from "node:net";
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";

export interface ReceivedMail {
  to: string;
  subject: string;
  text: string;
}

export interface Mailbox {
  /** For `SMTP_URL`. */
  url: string;
  mails: ReceivedMail[];
  /** The newest mail to this address that came since `since` mails; waits for one. */
  next(to: string, since?: number): Promise<ReceivedMail>;
  close(): Promise<void>;
}

/** A mail server that keeps what it gets. */
export async function startMailbox(port = 0): Promise<Mailbox> {
  const mails: ReceivedMail[] = [];
  const waiting = new Set<() => void>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, session, done) {
      const pieces: Buffer[] = [];
      stream.on("data", (piece: Buffer) => pieces.push(piece));
      stream.on("end", async () => {
        const mail = await PostalMime.parse(Buffer.concat(pieces));
        for (const { address } of session.envelope.rcptTo) {
          mails.push({ to: address, subject: mail.subject ?? "", text: mail.text ?? "" });
        }
        done();
        for (const wake of waiting) wake();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const { port: taken } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${taken}`,
    mails,
    next(to, since = 0) {
      return new Promise((resolve, reject) => {
        const look = () => {
          const mail = mails.slice(since).findLast((one) => one.to === to);
          if (mail) {
            waiting.delete(look);
            clearTimeout(timer);
            resolve(mail);
          }
        };
        const timer = setTimeout(() => {
          waiting.delete(look);
          reject(new Error(`no mail came to ${to}`));
        }, 15_000);
        waiting.add(look);
        look();
      });
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
