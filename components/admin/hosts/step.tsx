import type { ReactNode } from "react";
import { ChoiceStep } from "@/components/ui/form/pick";

interface StepProps {
  n: number;
  title: string;
  /** Nothing can be made without what is chosen here. */
  needed?: boolean;
  children: ReactNode;
}

/** A numbered step that is a part of the sheet by itself. */
export const Step = ({ n, title, needed, children }: StepProps) => (
  <section className={needed ? "card step-needed" : "card"}>
    <ChoiceStep n={n} level={2} title={title} fields>
      {children}
    </ChoiceStep>
  </section>
);
