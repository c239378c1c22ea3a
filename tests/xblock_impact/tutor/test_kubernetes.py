"""What ``tutor k8s`` starts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from evaluation.config import Config
from tests.xblock_impact.tutor.installation import Installation

Rendered = Callable[[str], Installation]
Manifests = dict[tuple[str, str], dict[str, Any]]
EVERY_CHOICE = pytest.mark.parametrize("choice", ["sqlite", "postgresql", "external"])
OURS = {
    "sqlite": {
        ("Secret", "impact-evaluation"),
        ("Deployment", "impact-evaluation"),
        ("Deployment", "impact-relay"),
        ("Service", "impact-evaluation"),
        ("Job", "impact-evaluation-job"),
        ("PersistentVolumeClaim", "impact-evaluation"),
    }
}
OURS["external"] = OURS["sqlite"] - {("PersistentVolumeClaim", "impact-evaluation")}
OURS["postgresql"] = OURS["external"] | {
    ("Secret", "impact-postgresql"),
    ("Deployment", "impact-postgresql"),
    ("Service", "impact-postgresql"),
    ("PersistentVolumeClaim", "impact-postgresql"),
}


@EVERY_CHOICE
def test_everything_that_is_needed_is_there_and_nothing_else(rendered: Rendered, choice: str) -> None:
    assert {key for key in rendered(choice).manifests() if "impact" in key[1]} == OURS[choice]


@EVERY_CHOICE
def test_the_service_gets_the_settings_that_it_has_under_compose(rendered: Rendered, choice: str) -> None:
    compose = rendered(choice).compose("local", "docker-compose.yml")["impact-evaluation"]["environment"]

    given = rendered(choice).manifests()["Secret", "impact-evaluation"]["stringData"]

    assert Config.from_environ(given) == Config.from_environ(
        {name: value.replace("$$", "$") for name, value in compose.items()}
    )


@EVERY_CHOICE
def test_the_service_and_its_job_are_one_container_with_two_commands(rendered: Rendered, choice: str) -> None:
    manifests = rendered(choice).manifests()
    service, job = _pod(manifests, "Deployment", "impact-evaluation"), _pod(manifests, "Job", "impact-evaluation-job")

    for shared in ("automountServiceAccountToken", "enableServiceLinks", "securityContext", "volumes"):
        assert job[shared] == service[shared]
    (served,), (done) = service["containers"], job["containers"][0]
    for shared in ("image", "envFrom", "volumeMounts", "securityContext"):
        assert done[shared] == served[shared]
    assert served["envFrom"] == [{"secretRef": {"name": "impact-evaluation"}}]


@EVERY_CHOICE
def test_pods_of_ours_are_not_root_and_cannot_become_it(rendered: Rendered, choice: str) -> None:
    manifests = rendered(choice).manifests()

    for kind, name in OURS[choice]:
        if kind not in ("Deployment", "Job"):
            continue
        pod = _pod(manifests, kind, name)
        assert pod["automountServiceAccountToken"] is False, name
        assert pod["securityContext"]["runAsUser"] > 0, name
        for container in pod["containers"]:
            assert container["securityContext"]["allowPrivilegeEscalation"] is False, name


@EVERY_CHOICE
def test_the_services_disk_is_read_only_but_for_its_database(rendered: Rendered, choice: str) -> None:
    pod = _pod(rendered(choice).manifests(), "Deployment", "impact-evaluation")
    (container,) = pod["containers"]

    assert container["securityContext"]["readOnlyRootFilesystem"] is True
    assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
    mounts = [mount["mountPath"] for mount in container["volumeMounts"]]
    assert mounts == (["/tmp", "/data"] if choice == "sqlite" else ["/tmp"])  # noqa: S108  # inside the pod
    assert len(pod["volumes"]) == len(mounts)


@pytest.mark.parametrize(
    ("probe", "path"), [("startup", "/healthz"), ("liveness", "/healthz"), ("readiness", "/readyz")]
)
def test_the_service_is_asked_for_its_health_by_a_name_it_knows(rendered: Rendered, probe: str, path: str) -> None:
    manifests = rendered("sqlite").manifests()
    (container,) = _pod(manifests, "Deployment", "impact-evaluation")["containers"]

    asked = container[f"{probe}Probe"]["httpGet"]

    known = Config.from_environ(manifests["Secret", "impact-evaluation"]["stringData"]).trusted_hosts
    assert (asked["path"], asked["port"]) == (path, 8000)
    (header,) = asked["httpHeaders"]
    assert (header["name"], header["value"] in known) == ("Host", True)


def test_a_file_is_written_by_one_pod_at_a_time(rendered: Rendered) -> None:
    deployment = rendered("sqlite").manifests()["Deployment", "impact-evaluation"]["spec"]

    assert (deployment["replicas"], deployment["strategy"]) == (1, {"type": "Recreate"})


@pytest.mark.parametrize("choice", ["postgresql", "external"])
def test_on_postgresql_the_operator_may_have_more_pods(rendered: Rendered, choice: str) -> None:
    deployment = rendered(choice).manifests()["Deployment", "impact-evaluation"]["spec"]

    assert "replicas" not in deployment
    assert "strategy" not in deployment


def test_the_job_runs_where_the_file_is(rendered: Rendered) -> None:
    affinity = _pod(rendered("sqlite").manifests(), "Job", "impact-evaluation-job")["affinity"]

    (term,) = affinity["podAffinity"]["preferredDuringSchedulingIgnoredDuringExecution"]
    assert term["podAffinityTerm"]["labelSelector"]["matchLabels"] == {"app.kubernetes.io/name": "impact-evaluation"}
    assert "affinity" not in _pod(rendered("postgresql").manifests(), "Job", "impact-evaluation-job")


def test_a_volume_is_as_large_as_the_operator_wants(project: Callable[..., Installation]) -> None:
    claim = project(IMPACT_VOLUME_SIZE="40Gi").saved().manifests()["PersistentVolumeClaim", "impact-evaluation"]

    assert claim["spec"] == {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "40Gi"}}}


def test_pods_are_replaced_when_a_setting_changes_and_only_then(project: Callable[..., Installation]) -> None:
    saved = project().saved()
    first = _settings_digest(saved)

    again = _settings_digest(saved.saved())
    changed = _settings_digest(saved.saved("--set", "IMPACT_THREADS=8"))

    assert first == again != changed


@EVERY_CHOICE
def test_every_selector_finds_its_pods(rendered: Rendered, choice: str) -> None:
    manifests = rendered(choice).manifests()

    for kind, name in OURS[choice]:
        if kind == "Deployment":
            spec = manifests[kind, name]["spec"]
            assert spec["selector"]["matchLabels"].items() <= spec["template"]["metadata"]["labels"].items()
        if kind == "Service":
            (port,) = manifests[kind, name]["spec"]["ports"]
            (container,) = _pod(manifests, "Deployment", name)["containers"]
            assert container["ports"] == [{"containerPort": port["port"]}]
            assert manifests[kind, name]["spec"]["selector"] == {"app.kubernetes.io/name": name}


@EVERY_CHOICE
def test_every_volume_and_secret_that_is_named_is_there(rendered: Rendered, choice: str) -> None:
    manifests = rendered(choice).manifests()

    for kind, name in OURS[choice]:
        if kind not in ("Deployment", "Job"):
            continue
        pod = _pod(manifests, kind, name)
        claims = [volume.get("persistentVolumeClaim", {}).get("claimName") for volume in pod["volumes"]]
        secrets = [source["secretRef"]["name"] for box in pod["containers"] for source in box.get("envFrom", [])]
        assert all(("PersistentVolumeClaim", claim) in manifests for claim in claims if claim), name
        assert all(("Secret", secret) in manifests for secret in secrets), name
        mounted = {mount["name"] for box in pod["containers"] for mount in box["volumeMounts"]}
        assert mounted == {volume["name"] for volume in pod["volumes"]}, name


def test_the_relay_is_a_worker_of_the_lms_with_another_command(rendered: Rendered) -> None:
    manifests = rendered("sqlite").manifests()
    relay, worker = _pod(manifests, "Deployment", "impact-relay"), _pod(manifests, "Deployment", "lms-worker")

    assert relay["volumes"] == worker["volumes"]
    for shared in ("image", "env", "volumeMounts"):
        assert relay["containers"][0][shared] == worker["containers"][0][shared]
    assert relay["containers"][0]["args"] == ["./manage.py", "lms", "impact_relay", "--forever"]


def _pod(manifests: Manifests, kind: str, name: str) -> dict[str, Any]:
    spec: dict[str, Any] = manifests[kind, name]["spec"]["template"]["spec"]
    return spec


def _settings_digest(project: Installation) -> str:
    template = project.manifests()["Deployment", "impact-evaluation"]["spec"]["template"]
    return str(template["metadata"]["annotations"]["impact/settings"])
