ALTER TABLE "accounts" ADD COLUMN "linked_to" uuid;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "acting_as" uuid;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_linked_to_accounts_id_fk" FOREIGN KEY ("linked_to") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_acting_as_accounts_id_fk" FOREIGN KEY ("acting_as") REFERENCES "public"."accounts"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "accounts_linked" ON "accounts" USING btree ("linked_to","user_id") WHERE linked_to is not null and former_at is null;--> statement-breakpoint
CREATE INDEX "sessions_acting" ON "sessions" USING btree ("acting_as") WHERE acting_as is not null;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_linked_has_no_way_in" CHECK (linked_to is null or (role = 'customer' and user_id is not null and password_hash is null and email is null));