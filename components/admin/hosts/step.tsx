import type { ReactNode } from "react";
import { ChoiceStep } from "@/components/ui/form/pick";

interface StepProps {
  n: number;
  title: string;
  children: ReactNode;
}

/** A numbered step that is a part of the sheet by itself. */
export const Step = ({ n, title, children }: StepProps) => (
  <section className="card">
    <ChoiceStep n={n} level={2} title={title} fields>
      {children}
    </ChoiceStep>
  </section>
);
