import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CopyButton } from "@/components/ui/copy-button";

interface DnsRecordLineProps {
  type: string;
  name: ReactNode;
  value: string;
  /** All of it, as a zone's file has it. */
  line: string;
  /** Name of the button that copies that. */
  copy: string;
}

/** The record to set, whole, in the order in which a zone's editor asks for it. */
export function DnsRecordLine({ type, name, value, line, copy }: DnsRecordLineProps) {
  const t = useTranslations("network");
  return (
    <div className="flex items-center gap-3 rounded-md bg-sunken py-1.5 pr-1 pl-3.5">
      <dl className="flex min-w-0 flex-1 flex-wrap gap-x-6 gap-y-1 text-13 max-md:flex-col">
        {(
          [
            ["recordType", type],
            ["recordName", name],
            ["recordValue", value],
          ] as const
        ).map(([key, told]) => (
          <div key={key} className="min-w-0">
            <dt className="text-12 text-ink-3">{t(`domains.${key}`)}</dt>
            <dd className="wrap-anywhere">{told}</dd>
          </div>
        ))}
      </dl>
      <CopyButton value={line} label={copy} />
    </div>
  );
}
