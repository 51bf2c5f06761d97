# SPDX-License-Identifier: EUPL-1.2
import os
import subprocess
import sys

import pytest

from servicekit.metrics import JOB_FAILURES
from servicekit.web.health import metrics

pytestmark = pytest.mark.django_db


def test_one_process_gives_its_own_numbers_and_those_of_the_status(noord):
    JOB_FAILURES.labels("test_metrics").inc()
    said = metrics(None).content.decode()
    assert 'meent_job_failures_total{job="test_metrics"} 1.0' in said
    assert 'meent_status{municipality="noord",name="unpublished"}' in said


def test_of_several_processes_the_numbers_are_those_of_all(noord, tmp_path, monkeypatch):
    count = "from prometheus_client import Counter; Counter('counted', 'x').inc(3)"
    for _ in range(2):
        env = os.environ | {"PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
        subprocess.run([sys.executable, "-c", count], check=True, env=env)
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    said = metrics(None).content.decode()
    assert "counted_total 6.0" in said
    assert 'meent_status{municipality="noord",name="unpublished"}' in said
