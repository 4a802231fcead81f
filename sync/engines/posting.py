"""One request for a chat completion: sent again where a server is busy, and read with bounds."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Mapping, Sequence
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, NamedTuple

from sync.engines.engine import EngineError, tell_short
from sync.errors import UsageError

if TYPE_CHECKING:
    import httpx2
    from openai import APIStatusError, OpenAI

DEFAULT_URL = "http://127.0.0.1:11434/v1"
"""Where Ollama listens."""

_ATTEMPTS = 3  # beside the first
_FIRST_WAIT = 0.5  # seconds, twice as long each time, where the server does not say
_LONGEST_WAIT = 120.0  # seconds; what a server asks for beyond that is for people to decide
_BUSY = frozenset((408, 409, 429))
_FAILED, _REDIRECT, _REFUSED = 500, 300, 400
_LARGEST = 16 * 1024 * 1024  # bytes of a reply
_NO_KEY = "none"  # which servers on one's own machine do not look at
_WAYS: Mapping[int, str] = {
    401: "set TRANSLATION_SYNC_KEY",
    403: "the key may not do this",
    404: "look at --model, and at the address in TRANSLATION_SYNC_URL",
    429: "try again later, or with --concurrency 1",
}


class ChatOptions(NamedTuple):
    """Which model to ask, and how many seconds to wait for an answer."""

    model: str
    timeout: float


class FilteredError(Exception):
    """The server's content filter does not let a request through."""


class Post:
    """Sends requests to one server."""

    def __init__(self, client: OpenAI, options: ChatOptions) -> None:
        """Take what speaks to the server."""
        self._client = client
        self._options = options

    @property
    def place(self) -> str:
        """The server as it is told of, without what may stand in an address beside it."""
        url = self._client.base_url
        port = "" if url.port is None else f":{url.port}"
        return f"{url.scheme}://{url.host}{port}"

    def send(self, messages: Sequence[Mapping[str, str]]) -> object:
        """Return the reply's JSON.

        Raises:
            FilteredError: a filter refuses the request.
            EngineError: the server cannot be reached, refuses, or fails time and again.
        """
        for attempt in range(_ATTEMPTS):
            try:
                return self._load(self._fetch(messages))
            except _LaterError as error:
                time.sleep(_FIRST_WAIT * 2**attempt if error.wait is None else error.wait)
        try:
            return self._load(self._fetch(messages))
        except _LaterError as error:
            raise error.failure from error

    def _fetch(self, messages: Sequence[Mapping[str, str]]) -> bytes:
        """Return a reply's bytes.

        Raises:
            _LaterError: it may be there later.
        """
        import httpx2
        import openai

        try:
            return self._read(messages)
        except openai.APIStatusError as error:
            raise self._explain_status(error) from error
        except openai.APITimeoutError as error:
            raise self._time_out() from error
        except openai.APIConnectionError as error:
            cause = tell_short(str(error.__cause__ or error))
            way = "start it, or say where it is with TRANSLATION_SYNC_URL"
            failure = EngineError(f"{self.place} cannot be reached ({cause}): {way}")
            raise _LaterError(failure) from error
        except httpx2.TimeoutException as error:  # the package hands on what its HTTP library says
            raise self._time_out() from error
        except httpx2.HTTPError as error:
            failure = EngineError(f"{self.place} broke off its reply: {tell_short(str(error))}")
            raise _LaterError(failure) from error

    def _read(self, messages: Sequence[Mapping[str, str]]) -> bytes:
        """Read a reply, only as far and as long as makes sense."""
        deadline = time.monotonic() + self._options.timeout
        data = bytearray()
        ask = self._client.chat.completions.with_streaming_response.create
        with ask(model=self._options.model, messages=messages) as response:  # type: ignore[arg-type]
            for chunk in response.iter_bytes():
                data += chunk
                if len(data) > _LARGEST:
                    raise EngineError(f"{self.place} replied with more than 16 MB")
                if time.monotonic() > deadline:
                    raise self._time_out()
        return bytes(data)

    def _load(self, data: bytes) -> object:
        try:
            return json.loads(data)
        except (ValueError, RecursionError) as error:
            shown = tell_short(data[:100].decode("utf-8", "replace"))
            raise EngineError(f"{self.place} replied with what is no JSON: {shown}") from error

    def _time_out(self) -> EngineError:
        waited = f"{self._options.timeout:g} s"
        return EngineError(f"{self.place} gave no answer for {waited} (--timeout)")

    def _explain_status(self, error: APIStatusError) -> Exception:
        """Return what an answer that is no reply comes to."""
        if _is_filter(error):
            return FilteredError()
        code, asked = error.status_code, _read_retry_after(error.response.headers)
        if _REDIRECT <= code < _REFUSED:
            way = "which is not followed: say where it is with TRANSLATION_SYNC_URL"
            return EngineError(f"{self.place} answered with a redirect ({code}), {way}")
        late = f"; it asks to come back in {asked:.0f} seconds" if asked else ""
        way = f"; {_WAYS[code]}" if code in _WAYS else ""
        failure = EngineError(f"{self.place} answered: {tell_short(error.message)}{late}{way}")
        is_busy = code in _BUSY or code >= _FAILED
        if not is_busy or (asked is not None and asked > _LONGEST_WAIT):
            return failure
        return _LaterError(failure, None if asked is None else max(asked, 0))


class _LaterError(Exception):
    """A server that may answer later: after ``wait`` seconds, where it says so."""

    def __init__(self, failure: EngineError, wait: float | None = None) -> None:
        super().__init__(str(failure))
        self.failure = failure
        self.wait = wait


def _is_filter(error: APIStatusError) -> bool:
    """Tell whether an error is a content filter's; https://aka.ms/azure-content-filter."""
    return error.code in ("content_filter", "content_policy_violation")


def _read_retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that a server asks to wait: a number, or a date (RFC 9110, 10.2.3)."""
    said = headers.get("retry-after")
    if said is None:
        return None
    try:
        seconds = float(said)
    except ValueError:
        try:
            seconds = parsedate_to_datetime(said).timestamp() - time.time()
        except (ValueError, TypeError, OverflowError):
            return None
    return seconds if math.isfinite(seconds) else None


def open_post(name: str, options: ChatOptions, environment: Mapping[str, str]) -> Post:
    """Open what speaks to a server, ``openai``'s way or ``azure-openai``'s.

    Raises:
        UsageError: the package is not installed, or a variable is missing or makes no sense.
    """
    try:
        import openai  # noqa: F401
    except ImportError as error:
        way = "pip install 'translation-sync[openai]'"
        raise UsageError(f"--engine {name} needs the package openai: {way}") from error
    make = _open_azure if name == "azure-openai" else _open_openai
    return Post(make(options, environment), options)


def _open_openai(options: ChatOptions, environment: Mapping[str, str]) -> OpenAI:
    import openai

    names = ("TRANSLATION_SYNC_URL", "OPENAI_BASE_URL")
    name = next((name for name in names if environment.get(name)), None)
    key = environment.get("TRANSLATION_SYNC_KEY") or environment.get("OPENAI_API_KEY")
    return openai.OpenAI(
        base_url=DEFAULT_URL if name is None else _check_url(environment[name], name),
        api_key=key or _NO_KEY,
        max_retries=0,
        http_client=_open_http(options),
    )


def _open_azure(options: ChatOptions, environment: Mapping[str, str]) -> OpenAI:
    import openai

    endpoint = _require(environment, "AZURE_OPENAI_ENDPOINT")
    return openai.AzureOpenAI(
        azure_endpoint=_check_url(endpoint, "AZURE_OPENAI_ENDPOINT"),
        api_key=_require(environment, "AZURE_OPENAI_API_KEY"),
        api_version=_require(environment, "AZURE_OPENAI_API_VERSION", "OPENAI_API_VERSION"),
        max_retries=0,
        http_client=_open_http(options),
    )


def _open_http(options: ChatOptions) -> httpx2.Client:
    """Open a client of HTTP; a redirect could lead a key, and a project's texts, to anybody."""
    import openai

    return openai.DefaultHttpxClient(follow_redirects=False, timeout=options.timeout)


def _require(environment: Mapping[str, str], *names: str) -> str:
    value = next((environment[name] for name in names if environment.get(name)), None)
    if value is None:
        raise UsageError(f"--engine azure-openai needs the environment variable {names[0]}")
    return value


def _check_url(url: str, name: str) -> str:
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(url)
        is_sound = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        is_sound = False
    if not is_sound:
        raise UsageError(f"{name} is no address: write one such as {DEFAULT_URL}")
    return url
