CREATE TABLE "staff_notes" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" text,
	"vm_id" text,
	"guid" text,
	"text" text NOT NULL,
	"account_id" uuid NOT NULL,
	"author_name" text NOT NULL,
	"written_at" timestamp with time zone DEFAULT now() NOT NULL,
	"edited_at" timestamp with time zone,
	"editor_name" text,
	"retired_at" timestamp with time zone
);
--> statement-breakpoint
CREATE INDEX "staff_notes_user" ON "staff_notes" USING btree ("user_id","written_at") WHERE user_id is not null;--> statement-breakpoint
CREATE INDEX "staff_notes_vm" ON "staff_notes" USING btree ("vm_id","written_at") WHERE vm_id is not null;