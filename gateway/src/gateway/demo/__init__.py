# SPDX-License-Identifier: EUPL-1.2
"""The demo municipality: a catalogue, zaken and documents, made through the public API as any client would."""
