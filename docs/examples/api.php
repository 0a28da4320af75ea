<?php
// Restarts a host and waits for what comes of it. Usage: TOKEN=rsp_… PANEL_URL=https://… php api.php HOST_ID

/** Sends the same request again where no answer came: with its key it does nothing twice. */
function ask(string $path, ?array $body = null, ?string $key = null, int $tries = 5): array
{
    $headers = ['Authorization: Bearer ' . getenv('TOKEN')];
    if ($body !== null) {
        array_push($headers, 'Content-Type: application/json', 'Idempotency-Key: ' . $key);
    }
    $context = stream_context_create(['http' => [
        'method' => $body === null ? 'GET' : 'POST',
        'header' => implode("\r\n", $headers),
        'content' => $body === null ? '' : json_encode($body),
        'ignore_errors' => true,
        'timeout' => 60,
    ]]);
    $text = @file_get_contents(getenv('PANEL_URL') . '/api/v1' . $path, false, $context);
    $status = $text === false ? 0 : (int) explode(' ', $http_response_header[0])[1];
    if (in_array($status, [0, 409, 429], true) && $tries > 1) {
        sleep(2);
        return ask($path, $body, $key, $tries - 1);
    }
    if ($status < 200 || $status > 299) {
        throw new RuntimeException($text === false ? 'no answer' : $text);
    }
    return json_decode($text, true);
}

$hostId = $argv[1];
$host = ask("/hosts/$hostId");
echo "{$host['name']} is {$host['state']}\n";

$operation = ask("/hosts/$hostId/operations", ['kind' => 'force-restart'], bin2hex(random_bytes(16)));
while (in_array($operation['outcome'], ['open', 'checking'], true)) {
    sleep(1);
    $operation = ask("/operations/{$operation['id']}");
}
echo "{$operation['kind']}: {$operation['outcome']}\n";
