"""Reads all that a provider's token may read into the models made of the description, and asks for two operations.

python3 client.py ADDRESS TOKEN DESCRIPTION, beside the generated models.py.
"""
import json
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

address, token, description = sys.argv[1:]
sys.path.insert(0, ".")
import models  # noqa: E402

with open(description) as file:
    paths = json.load(file)["paths"]


def ask(method, path, body=None):
    headers = {"authorization": f"Bearer {token}", "idempotency-key": str(uuid.uuid4())}
    if body is not None:
        headers["content-type"] = "application/json"
    data = None if body is None else body.model_dump_json(exclude_none=True).encode()
    request = urllib.request.Request(address + path, data, headers, method=method)
    try:
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as refusal:
        sys.exit(f"{method} {path}: {refusal.read().decode()}")


def model_of(answer):
    return getattr(models, answer["content"]["application/json"]["schema"]["$ref"].rsplit("/", 1)[1])


hosts = models.FleetHostList.model_validate(ask("GET", "/fleet/hosts")).hosts
read = 0
for path, methods in paths.items():
    operation = methods.get("get")
    names = path.count("{")
    is_of_host = path.startswith("/fleet/hosts/{id}")
    if operation is None or "provider" not in operation["tags"] or names > (1 if is_of_host else 0):
        continue
    where = path.replace("{id}", hosts[0].id)
    if path.endswith("/monitor"):
        where += "?" + urllib.parse.urlencode({"from": int(time.time()) - 3600, "to": int(time.time())})
    model_of(operation["responses"]["200"]).model_validate(ask("GET", where))
    read += 1

for body in [models.LockHostRequest(kind="lock-host"), models.UnlockHostRequest(kind="unlock-host")]:
    asked = models.FleetOperation.model_validate(ask("POST", f"/fleet/hosts/{hosts[0].id}/operations", body))
    ended = models.FleetOperation.model_validate(ask("GET", f"/fleet/operations/{asked.id}?wait=30"))
    assert ended.outcome.value == "done", ended
print(f"{read} answers read, 2 operations done")
