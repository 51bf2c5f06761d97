# SPDX-License-Identifier: EUPL-1.2
import os
import socket

import pytest

from gateway.faults import Fault
from gateway.ports import check_free, free_ports, loopback


def test_free_ports_differ_and_nothing_listens_there():
    ports = free_ports(20)
    assert len(set(ports)) == 20
    for port in ports:
        check_free(port)


@pytest.mark.parametrize("address", loopback())
def test_a_port_in_use_on_either_loopback_is_told(port, address):
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.create_server((address, port), family=family), pytest.raises(Fault, match=f"Port {port} is in use"):
        check_free(port)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may listen there")
def test_a_port_that_is_only_for_root_is_told():
    with pytest.raises(Fault, match="Port 81 is only for root"):
        check_free(81)
