import type { ReactNode } from "react";
import { Icon, type IconName } from "@/components/ui/icon";

interface WayProps {
  icon: IconName;
  title: ReactNode;
  text: ReactNode;
  /** The key that leads there. */
  children: ReactNode;
}

/** One of the things that can be done about a state; stands in a list of `state-steps`. */
export function Way({ icon, title, text, children }: WayProps) {
  return (
    <li>
      <Icon name={icon} />
      <span>
        <b>{title}</b>
        <small>{text}</small>
      </span>
      {children}
    </li>
  );
}
