# SPDX-License-Identifier: EUPL-1.2
"""The developer portal: static pages about a stack, for the folder that the gateway serves."""
