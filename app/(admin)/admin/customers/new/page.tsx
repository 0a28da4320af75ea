import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { customerFaults } from "@/app/(admin)/admin/customers/customer-faults";
import { NewCustomerForm } from "@/components/admin/customers/new-customer-form";
import { TopLine } from "@/components/shell/top-line";
import { TextField } from "@/components/ui/text-field";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { createCustomer } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("customers"))("new") };
}

export default async function NewCustomerPage() {
  if ((await requireStaff()).role !== "admin") {
    notFound();
  }
  const t = await getTranslations("customers");
  const f = await getTranslations("customers.form");
  return (
    <>
      <TopLine title={t("new")} above={{ href: "/admin/customers", title: t("title") }} />
      <div className="sheet">
        <section className="card">
          <NewCustomerForm
            texts={{ open: f("next.open"), host: f("next.host"), another: f("next.another") }}
            action={createCustomer}
            submit={f("create")}
            done={f("done")}
            faults={await customerFaults()}
            notes={{
              "username-taken": t("fault.username-taken"),
              "email-taken": t("fault.email-taken"),
              "bad-username": t("fault.bad-username"),
            }}
            variant="accent"
            className="admin-form"
          >
            <TextField name="userId" label={f("userId")} hint={f("userIdHint")} required maxLength={64} />
            <TextField name="username" label={f("username")} required maxLength={64} autoComplete="off" />
            <TextField name="name" label={f("name")} maxLength={60} />
            <TextField name="email" label={f("email")} type="email" required maxLength={254} />
            <TextField name="phone" label={f("phone")} type="tel" maxLength={60} />
            <TextField
              name="group"
              label={f("group")}
              hint={f("groupHint")}
              defaultValue="0"
              inputMode="numeric"
              pattern="\d{0,6}"
            />
            <TextField name="serviceCount" label={f("serviceCount")} inputMode="numeric" pattern="\d{0,6}" />
            <TextField name="remark" label={f("remark")} maxLength={200} />
            <TextField
              name="password"
              label={f("password")}
              hint={f("passwordHint")}
              type="password"
              autoComplete="new-password"
              maxLength={64}
            />
            {(["isEmailVerified", "isPhoneVerified", "isDisabled"] as const).map((mark) => (
              <label key={mark} className="check-line wide">
                <input type="checkbox" name={mark} value="1" />
                <span>{f(mark)}</span>
              </label>
            ))}
            <label className="check-line wide">
              <input type="checkbox" name="panelAccount" value="1" defaultChecked />
              <span>{f("panel")}</span>
            </label>
          </NewCustomerForm>
        </section>
      </div>
    </>
  );
}
