"""Who receives webhooks loads no client; who calls the API loads no webhooks."""

from __future__ import annotations

from tests.client.test_import_cost import listing, loaded


def test_a_receiver_loads_neither_a_client_nor_http() -> None:
    modules = loaded("from perfectgym_next.webhooks import WebhookReceiver\nWebhookReceiver({'north': 'key'})")
    unwanted = {"httpx", "httpcore", "asyncio", "attr", "redis", "perfectgym_next.client", "perfectgym_next.testing"}
    assert not unwanted & modules
    assert not [name for name in modules if name.startswith("perfectgym_next_generated.models")], listing(modules)


def test_the_package_and_its_clients_load_no_webhooks() -> None:
    modules = loaded("from perfectgym_next import PerfectGym\nPerfectGym('demo', api_key='key').customers.get_customer")
    assert not [name for name in modules if "webhook" in name]


def test_a_store_on_redis_loads_no_redis() -> None:
    assert "redis" not in loaded("import perfectgym_next.webhooks.redis")
