<?php

namespace RStackPanel;

/** Why something was not done, in words for the shop's staff. */
final class Failure extends \RuntimeException
{
    /** @var string A word of the panel's (`busy`, `refused`, …), `no-answer`, or `pending` while it goes on. */
    public $why;
    /** @var array The panel's problem document; empty where it sent none. */
    public $problem;

    public function __construct(string $why, string $message, array $problem = [])
    {
        parent::__construct($message);
        $this->why = $why;
        $this->problem = $problem;
    }

    /** Whether the same request may be sent again later. */
    public function isPassing(): bool
    {
        return in_array($this->why, ['no-answer', 'pending', 'busy', 'too-many', 'not-answering', 'internal', 'no-token'], true);
    }
}

/** The panel's API, as docs/api.md describes it. One of these serves one call of the shop. */
final class Panel
{
    /** Seconds for one request; the longest `wait` and an answer. */
    const REQUEST_SECONDS = 35;

    private $base;
    private $token;
    private $words;
    /** @var callable(string, string, string): void What was asked and answered, without secrets. */
    private $log;
    private $until;

    /** @param int $seconds How long the shop may be kept waiting, over all requests. */
    public function __construct(string $base, string $token, Words $words, callable $log, int $seconds = 50)
    {
        $host = (string) parse_url($base, PHP_URL_HOST);
        if (strpos($base, 'https://') !== 0 && !in_array($host, ['127.0.0.1', 'localhost'], true)) {
            throw new Failure('not-set-up', $words->say('needs-https'));
        }
        if (!preg_match('/^rsp_[A-Za-z0-9_-]{43,49}$/', $token)) {
            throw new Failure('not-set-up', $words->say('needs-token'));
        }
        $this->base = rtrim($base, '/');
        $this->token = $token;
        $this->words = $words;
        $this->log = $log;
        $this->until = microtime(true) + $seconds;
    }

    public function address(): string
    {
        return $this->base;
    }

    public function secondsLeft(): float
    {
        return $this->until - microtime(true);
    }

    public function get(string $path, array $query = []): array
    {
        return $this->ask('GET', $path . ($query ? '?' . http_build_query($query, '', '&', PHP_QUERY_RFC3986) : ''));
    }

    /** All rows of a list, page by page. */
    public function all(string $path, string $name, array $query = []): array
    {
        $rows = [];
        do {
            $page = $this->get($path, $query);
            $rows = array_merge($rows, $page[$name] ?? []);
            $query['after'] = $page['next'] ?? null;
        } while ($query['after'] !== null);
        return $rows;
    }

    public function post(string $path, array $body, string $key): array
    {
        return $this->ask('POST', $path, $body, $key);
    }

    public function patch(string $path, array $body): array
    {
        return $this->ask('PATCH', $path, $body);
    }

    /** Until it ended, or the shop can't be kept waiting any longer: then its outcome is still `open` or `checking`. */
    public function wait(array $operation): array
    {
        while (in_array($operation['outcome'], ['open', 'checking'], true) && $this->secondsLeft() > 1) {
            $seconds = (int) max(1, min(25, $this->secondsLeft() - 1));
            $asked = microtime(true);
            $operation = $this->get('/fleet/operations/' . rawurlencode($operation['id']), ['wait' => $seconds]);
            if (microtime(true) - $asked < 1 && in_array($operation['outcome'], ['open', 'checking'], true)) {
                // A panel that is about to stop answers early.
                usleep(1000000);
            }
        }
        return $operation;
    }

    /**
     * Sends the same request again while no answer comes, or the panel says to come later. That does nothing twice: a POST
     * has its key.
     */
    private function ask(string $method, string $path, ?array $body = null, ?string $key = null): array
    {
        for ($tries = 1; ; $tries++) {
            list($status, $retryAfter, $text, $fault) = $this->send($method, $path, $body, $key);
            $answer = json_decode($text, true);
            ($this->log)("$method $path", self::shown($body), $status === 0 ? $fault : "$status " . self::shown($answer));
            if ($status === 204 || ($status >= 200 && $status <= 299 && is_array($answer))) {
                return $answer ?: [];
            }
            $code = is_array($answer) ? (string) ($answer['code'] ?? '') : '';
            // What the operation in the answer came to is what the key stands for.
            $isOver = $code !== '' && !in_array($status, [429, 500, 503], true) || isset($answer['operation']);
            $pause = $retryAfter > 0 ? $retryAfter : min(8, $tries);
            if ($isOver || $pause >= $this->secondsLeft()) {
                throw $this->failure($status, $code, is_array($answer) ? $answer : [], $fault);
            }
            usleep((int) ($pause * 1000000));
        }
    }

    /** @return array{int, float, string, string} Status (0: no answer), Retry-After, body, and what failed. */
    private function send(string $method, string $path, ?array $body, ?string $key): array
    {
        $headers = ['Authorization: Bearer ' . $this->token, 'Accept: application/json', 'Expect:'];
        if ($body !== null) {
            $headers[] = 'Content-Type: application/json';
        }
        if ($key !== null) {
            $headers[] = 'Idempotency-Key: ' . $key;
        }
        $retryAfter = 0.0;
        $request = curl_init($this->base . '/api/v1' . $path);
        curl_setopt_array($request, [
            CURLOPT_CUSTOMREQUEST => $method,
            CURLOPT_HTTPHEADER => $headers,
            CURLOPT_RETURNTRANSFER => true,
            CURLOPT_FOLLOWLOCATION => false,
            CURLOPT_CONNECTTIMEOUT => 10,
            CURLOPT_TIMEOUT => (int) max(2, min(self::REQUEST_SECONDS, $this->secondsLeft())),
            CURLOPT_HEADERFUNCTION => function ($request, $line) use (&$retryAfter) {
                if (stripos($line, 'retry-after:') === 0) {
                    $retryAfter = (float) trim(substr($line, 12));
                }
                return strlen($line);
            },
        ]);
        if ($body !== null) {
            curl_setopt($request, CURLOPT_POSTFIELDS, json_encode($body ?: new \stdClass(), JSON_UNESCAPED_UNICODE));
        }
        $text = curl_exec($request);
        $fault = curl_error($request);
        $status = $text === false ? 0 : (int) curl_getinfo($request, CURLINFO_RESPONSE_CODE);
        return [$status, $retryAfter, (string) $text, $fault];
    }

    private function failure(int $status, string $code, array $problem, string $fault): Failure
    {
        if ($code === '') {
            return new Failure('no-answer', $this->words->say('no-answer', ['why' => $fault !== '' ? $fault : "HTTP $status"]));
        }
        $refusal = $problem['operation']['refusal'] ?? '';
        $fields = implode(', ', array_map(function ($one) {
            return "{$one['field']}: {$one['code']}";
        }, $problem['errors'] ?? []));
        $more = array_filter([$problem['reason'] ?? '', $refusal ?: ($problem['detail'] ?? ''), $fields]);
        return new Failure($code, $this->words->ofProblem($code, implode('; ', $more)), $problem);
    }

    /** For the log: without passwords, and without links that sign in. */
    private static function shown($value): string
    {
        if (!is_array($value)) {
            return '';
        }
        array_walk_recursive($value, function (&$one, $name) {
            if (in_array($name, ['password', 'url', 'email', 'phone'], true) && is_string($one) && $one !== '') {
                $one = '***';
            }
        });
        return substr((string) json_encode($value, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES), 0, 2000);
    }
}
