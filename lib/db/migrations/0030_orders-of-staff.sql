-- oldest: 0030_orders-of-staff
ALTER TABLE "orders" ALTER COLUMN "token_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ALTER COLUMN "reference" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ALTER COLUMN "place" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ALTER COLUMN "image_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "address" text;--> statement-breakpoint
-- Each form that was sent stays a form that was sent. What goes on may have been sent: it is looked for, and never sent again.
-- Of several in doubt for one customer and name the newest stands out; a further form is held off by that one.
INSERT INTO "orders" ("form_key", "body_hash", "account_id", "actor_name", "owner", "name", "language", "outcome",
  "started_at", "sent_at", "ended_at", "vm_id", "tied_at")
SELECT c.form_key, '', c.account_id, coalesce(a.display_name, a.username, ''), c.owner, c.name, coalesce(a.locale, 'en'),
  CASE WHEN c.outcome = 'in-progress' THEN 'checking' ELSE c.outcome END, c.started_at,
  CASE WHEN c.outcome IN ('not-sent', 'refused') THEN NULL ELSE c.started_at END, c.ended_at, c.vm_id,
  CASE WHEN c.outcome = 'done' THEN c.ended_at END
FROM "host_creations" c LEFT JOIN "accounts" a ON a.id = c.account_id
ORDER BY c.started_at DESC
ON CONFLICT DO NOTHING;--> statement-breakpoint
DROP TABLE "host_creations";
