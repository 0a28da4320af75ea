import type { ReactNode } from "react";
import { Icon } from "@/components/ui/icon";
import "./setting-row.css";

interface SettingRowProps {
  /** For links that lead to it. */
  id: string;
  title: string;
  /** What holds now, in some words. */
  value: ReactNode;
  /** What it means, in a line or two. */
  text: ReactNode;
  /** What changes it. */
  children: ReactNode;
}

/** One setting in a line; behind it what it means, and the form that changes it. */
export function SettingRow({ id, title, value, text, children }: SettingRowProps) {
  return (
    <details className="setting-row" id={id}>
      <summary>
        <h2>{title}</h2>
        <span className="setting-value">{value}</span>
        <Icon name="chevron-down" />
      </summary>
      <div className="setting-body">
        <p className="text-ink-2 text-13">{text}</p>
        <div className="grid min-w-0 content-start gap-4">{children}</div>
      </div>
    </details>
  );
}

/** In place of a value where there is none. */
export const Unset = ({ children }: { children: ReactNode }) => (
  <span className="text-ink-3">{children}</span>
);
