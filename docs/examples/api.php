<?php
// Restarts a host and waits for what comes of it. Usage: TOKEN=rsp_… PANEL_URL=https://… php api.php HOST_ID

/**
 * Sends the same request again where no answer came, or it was cut off: with its key it does nothing twice. After 409, 429
 * and 503 it waits as long as it is told to.
 */
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
    $http_response_header = [];
    $text = @file_get_contents(getenv('PANEL_URL') . '/api/v1' . $path, false, $context);
    $status = (int) (explode(' ', $http_response_header[0] ?? '')[1] ?? 0);
    // What was cut off is no JSON.
    $answer = $text === false ? null : json_decode($text, true);
    if (($answer === null || in_array($status, [409, 429, 503], true)) && $tries > 1) {
        $wait = preg_grep('/^retry-after:/i', $http_response_header);
        sleep($wait ? (int) trim(explode(':', end($wait))[1]) : 2);
        return ask($path, $body, $key, $tries - 1);
    }
    if ($status < 200 || $status > 299 || $answer === null) {
        throw new RuntimeException($answer === null ? 'no answer' : $text);
    }
    return $answer;
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
