import { useTranslations } from "next-intl";
import { Fragment, type ReactNode } from "react";
import { Rows, Section } from "@/components/ui/card";
import { CodeBlock } from "@/components/ui/page/code-block";
import { Tag } from "@/components/ui/state";
import { endpointText } from "@/lib/api/endpoint";
import type { ReferenceView } from "@/lib/api/reference";

/** For a message's `<code>…</code>`. */
export const IN_CODE = { code: (text: ReactNode) => <code>{text}</code> };

/** A path in code: it breaks where its parts do. */
const Path = ({ children }: { children: string }) => (
  <code className="min-w-0">
    {children.split(/(?<=\/)/).map((part, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a path's pieces have no other name, and don't move
      <Fragment key={at}>
        {part}
        <wbr />
      </Fragment>
    ))}
  </code>
);

const Line = ({ id, children }: { id?: string; children: ReactNode }) => (
  <li
    id={id}
    className="grid scroll-mt-16 gap-x-4 gap-y-0.5 px-4 py-2.5 text-13 target:bg-select md:grid-cols-[minmax(0,5fr)_minmax(0,6fr)] md:px-5"
  >
    {children}
  </li>
);

interface LinesProps {
  id: string;
  title: string;
  text?: ReactNode;
  children: ReactNode;
}

const Lines = ({ children, ...section }: LinesProps) => (
  <Section {...section}>
    <Rows>
      <ul className="divide-y divide-line">{children}</ul>
    </Rows>
  </Section>
);

/** The first requests of a program, to be copied: what a customer's token may do, or a provider's. */
export function Begin({ address, isCustomer }: { address: string; isCustomer: boolean }) {
  const t = useTranslations("words");
  const b = useTranslations("developers.begin");
  const [own, kind] = isCustomer ? ["", "restart"] : ["/fleet", "suspend-host"];
  const first = `# ${b("first")}
curl -H "Authorization: Bearer $TOKEN" \\
  ${address}${own}/hosts

# ${b(isCustomer ? "act" : "actOnAny")}
curl -H "Authorization: Bearer $TOKEN" \\
  -H "Content-Type: application/json" \\
  -H "Idempotency-Key: $(uuidgen)" \\
  -d '{"kind": "${kind}"}' \\
  ${address}${own}/hosts/101/operations`;
  return (
    <Section id="getting-started" title={b("title")}>
      <p>
        {b.rich("token", IN_CODE)} <a href="/account#api">{b("tokens")}</a>
      </p>
      <CodeBlock text={first} copyLabel={`${t("copy")}: ${b("title")}`} />
      <p>{b.rich("key", IN_CODE)}</p>
      <p>{b.rich("follow", { ...IN_CODE, path: `GET ${own}/operations/{id}` })}</p>
    </Section>
  );
}

type EndpointsProps = Omit<LinesProps, "children"> & Pick<ReferenceView, "addresses">;

/** Each endpoint in a line with what it is for; the description has the rest. */
export function Endpoints({ addresses, ...section }: EndpointsProps) {
  const t = useTranslations("developers");
  return (
    <Lines {...section}>
      {addresses.map(({ name, method, path, scope }) => (
        <Line key={name}>
          <span className="flex items-baseline gap-3">
            <b className="w-10 shrink-0 text-12">{method}</b>
            <Path>{path}</Path>
          </span>
          <span className="flex items-baseline justify-between gap-3 text-ink-2">
            {t(`endpoint.${endpointText(name)}`)}
            {name.endsWith("HostOperation") ? null : <Tag>{scope}</Tag>}
          </span>
        </Line>
      ))}
    </Lines>
  );
}

/** What can be done with a host, by what a token has to be allowed. */
export function Kinds({ kinds }: Pick<ReferenceView, "kinds">) {
  const t = useTranslations("developers.kinds");
  return (
    <Lines id="operations" title={t("title")} text={t.rich("typed", IN_CODE)}>
      {kinds.map(({ kind, scope, fields }) => (
        <Line key={`${scope} ${kind}`}>
          <code>{kind}</code>
          <span className="flex items-baseline justify-between gap-3 text-ink-2">
            <code className="min-w-0 wrap-anywhere">{fields.join(", ")}</code>
            <Tag>{scope}</Tag>
          </span>
        </Line>
      ))}
    </Lines>
  );
}

/** What each `type` of a problem document leads to. */
export function Problems({ problems }: Pick<ReferenceView, "problems">) {
  const t = useTranslations("developers");
  return (
    <Lines id="errors" title={t("problems.title")} text={t.rich("problems.text", IN_CODE)}>
      {problems.map(({ code, status }) => (
        <Line key={code} id={code}>
          <span>
            <code>{code}</code> <span className="text-ink-3">{status}</span>
          </span>
          <span className="text-ink-2">{t.rich(`problem.${code}`, IN_CODE)}</span>
        </Line>
      ))}
    </Lines>
  );
}
