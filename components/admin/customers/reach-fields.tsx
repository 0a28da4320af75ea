import { useTranslations } from "next-intl";
import { CheckField } from "@/components/ui/form/check-field";
import { FieldGrid } from "@/components/ui/form/form-section";
import { SelectField } from "@/components/ui/form/select-field";
import { TextField } from "@/components/ui/form/text-field";
import type { CustomerForm } from "@/lib/fleet/customers/customer-form";

type Shown = Pick<CustomerForm, "email" | "phone" | "isEmailVerified" | "isPhoneVerified">;

interface ReachFieldsProps {
  /** What RStack has; without it, a new customer's. */
  shown?: Shown;
}

const NEW: Shown = { email: "", phone: "", isEmailVerified: "0", isPhoneVerified: "0" };

/** Where the customer is reached, each with whether it was verified. */
export function ReachFields({ shown = NEW }: ReachFieldsProps) {
  const f = useTranslations("words");
  return (
    <FieldGrid>
      <div className="grid gap-1">
        <TextField
          name="email"
          label={f("email")}
          type="email"
          defaultValue={shown.email}
          required={shown === NEW}
          maxLength={254}
        />
        <VerifiedField name="isEmailVerified" value={shown.isEmailVerified} />
      </div>
      <div className="grid gap-1">
        <TextField name="phone" label={f("phone")} type="tel" defaultValue={shown.phone} maxLength={60} />
        <VerifiedField name="isPhoneVerified" value={shown.isPhoneVerified} />
      </div>
    </FieldGrid>
  );
}

/** A box; where RStack tells neither yes nor no, that can stay so. */
function VerifiedField({ name, value }: { name: "isEmailVerified" | "isPhoneVerified"; value: string }) {
  const w = useTranslations("words");
  const f = useTranslations("customers.form");
  return value === "" ? (
    <div className="mt-3">
      <SelectField
        name={name}
        label={f(name)}
        value=""
        options={[
          ["", w("unknown")],
          ["1", f("yes")],
          ["0", f("no")],
        ]}
      />
    </div>
  ) : (
    <CheckField name={name} label={f(name)} defaultChecked={value === "1"} />
  );
}
