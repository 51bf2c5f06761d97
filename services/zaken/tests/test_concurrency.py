# SPDX-License-Identifier: EUPL-1.2
"""Several connections at once: what is stored afterwards is what would be rendered, and nobody waits crosswise."""

import random
from threading import Barrier

import pytest

from servicekit.testing.tables import meanwhile

THREADS = 8


@pytest.fixture(autouse=True)
def _with_commits(committed):
    """Other connections see only what is committed."""


def test_children_that_change_at_once_leave_their_zaak_fresh(api, make, at_once, documents, catalogue, assert_fresh):
    zaak = make("zaken")["url"]
    statustype, roltype = catalogue.statustype(), catalogue.roltype()

    def life(number):
        def live():
            answers = []
            for step in range(3):
                moment = f"2026-11-{10 + number:02}T10:00:{step:02}Z"
                status = {"zaak": zaak, "statustype": statustype, "datumStatusGezet": moment}
                answers.append(api.post("/statussen", status).status_code)
                rol = {
                    "zaak": zaak,
                    "roltype": roltype,
                    "roltoelichting": "",
                    "betrokkeneType": "medewerker",
                    "betrokkeneIdentificatie": {"identificatie": f"{number}"},
                }
                made = api.post("/rollen", rol)
                answers.append(made.status_code)
                relation = api.post("/zaakinformatieobjecten", {"zaak": zaak, "informatieobject": documents.add()})
                answers.append(relation.status_code)
                answers.append(api.patch(zaak, {"toelichting": f"{number}.{step}"}).status_code)
                if step:
                    answers.append(api.delete(made["Location"]).status_code)
                    answers.append(api.delete(relation["Location"]).status_code)
            return answers

        return live

    for answers in at_once([life(number) for number in range(THREADS)]):
        assert answers == [201, 201, 201, 200] + [201, 201, 201, 200, 204, 204] * 2
    assert assert_fresh() > THREADS
    shown = api.get(zaak).json()
    assert len(shown["rollen"]) == len(shown["zaakinformatieobjecten"]) == THREADS
    assert api.get(f"/statussen?zaak={zaak}").json()["results"][0]["url"] == shown["status"]
    assert api.get(f"/statussen?zaak={zaak}&indicatieLaatstGezetteStatus=true").json()["count"] == 1


def test_zaken_that_become_each_others_deelzaak_at_once_do_not_wait_crosswise(api, make, at_once, assert_fresh):
    zaken = [make("zaken")["url"] for _ in range(4)]

    def change(number):
        chance = random.Random(number)

        def act():
            statuses = set()
            for _ in range(6):
                one, other = chance.sample(zaken, 2)
                body = {"hoofdzaak": chance.choice([other, None]), "toelichting": f"{number}"}
                statuses.add(api.patch(one, body).status_code)
            return statuses

        return act

    for statuses in at_once([change(number) for number in range(THREADS)]):
        # 400: it would be a second level; 409: another changed it meanwhile. Never a deadlock (500).
        assert statuses <= {200, 400, 409}
    assert assert_fresh() == len(zaken)
    shown = {zaak: api.get(zaak).json() for zaak in zaken}
    for url, zaak in shown.items():
        assert all(shown[deelzaak]["hoofdzaak"] == url for deelzaak in zaak["deelzaken"])
        assert zaak["hoofdzaak"] is None or zaak["deelzaken"] == []


def test_a_hoofdzaak_and_its_deelzaken_may_close_at_once(api, make, at_once, catalogue, assert_fresh):
    hoofdzaak = make("zaken")["url"]
    deelzaken = [make("zaken", hoofdzaak=hoofdzaak)["url"] for _ in range(3)]
    for zaak in (hoofdzaak, *deelzaken):
        wijze = "afgehandeld" if zaak == hoofdzaak else "hoofdzaak"
        make("resultaten", zaak=zaak, resultaattype=catalogue.resultaattype(wijze))
    eind, begin = catalogue.statustype(eind=True), catalogue.statustype()

    def status(zaak, statustype, second):
        moment = f"2026-11-20T10:00:{second:02}Z"
        return lambda: (
            api.post("/statussen", {"zaak": zaak, "statustype": statustype, "datumStatusGezet": moment}).status_code
        )

    for round in range(3):
        tasks = [status(zaak, eind, 10 * round + 1) for zaak in (*deelzaken, hoofdzaak)]
        tasks += [status(zaak, begin, 10 * round + 2) for zaak in (hoofdzaak, *deelzaken)]
        assert set(at_once(tasks)) <= {201, 400, 409}
    assert assert_fresh()
    for number, zaak in enumerate((*deelzaken, hoofdzaak)):
        shown = api.get(zaak).json()
        if shown["einddatum"] is None:
            assert status(zaak, eind, 40 + number)() == 201
    assert {api.get(zaak).json()["archiefactiedatum"] for zaak in deelzaken} == {"2031-11-20"}
    assert assert_fresh()


def test_forty_documents_related_at_once_are_all_related(api, make, at_once, documents):
    zaken = [make("zaken")["url"] for _ in range(4)]
    bodies = [{"zaak": zaken[number % 4], "informatieobject": documents.add()} for number in range(40)]
    answers = at_once([lambda body=body: api.post("/zaakinformatieobjecten", body).status_code for body in bodies])
    assert answers == [201] * 40
    assert documents.pairs == sorted((body["zaak"], body["informatieobject"]) for body in bodies)


def test_the_same_pair_made_at_once_is_made_once(api, make, at_once, documents):
    body = {"zaak": make("zaken")["url"], "informatieobject": documents.add()}
    answers = at_once([lambda: api.post("/zaakinformatieobjecten", body)] * THREADS)
    made = [answer for answer in answers if answer.status_code == 201]
    assert len({answer.json()["url"] for answer in made}) == 1
    assert {answer.status_code for answer in answers} <= {201, 400}
    assert documents.pairs == [(body["zaak"], body["informatieobject"])]
    assert len(api.get("/zaakinformatieobjecten").json()) == 1


def test_one_identificatie_is_given_once(api, make, at_once, body):
    answers = at_once([lambda: api.post("/zaken", body | {"identificatie": "A1"}).status_code] * THREADS)
    assert sorted(answers) == [201] + [400] * (THREADS - 1)


def test_who_relates_one_pair_at_once_is_told_no_values_that_were_dropped(api, make, at_once, documents, assert_fresh):
    zaak = make("zaken")["url"]
    for _ in range(4):
        document = documents.add()
        met = Barrier(THREADS)

        def relate(titel, document=document, met=met):
            def act():
                met.wait(timeout=60)
                body = {"zaak": zaak, "informatieobject": document, "titel": titel}
                return titel, api.post("/zaakinformatieobjecten", body)

            return act

        answers = at_once([relate(f"{number % 3}") for number in range(THREADS)])
        [kept] = api.get(f"/zaakinformatieobjecten?zaak={zaak}&informatieobject={document}").json()
        assert any(answer.status_code == 201 for _, answer in answers)
        for titel, answer in answers:
            if answer.status_code == 201:
                assert (answer.json()["url"], answer.json()["titel"]) == (kept["url"], titel)
            else:
                assert [each["code"] for each in answer.json()["invalidParams"]] == ["unique"]
        assert documents.pairs.count((zaak, document)) == 1
    assert assert_fresh()


def test_a_repeat_that_comes_while_the_first_is_made_makes_nothing(api, make, at_once, body):
    given, repeats = body | {"hoofdzaak": make("zaken")["url"]}, []

    def post():
        return api.post("/zaken", given, idempotency_key="k")

    with meanwhile(lambda: repeats.extend(at_once([post]))):
        first = post()
    assert (first.status_code, [each.status_code for each in repeats]) == (201, [409])
    assert api.get("/zaken").json()["count"] == 2
    again = post()
    assert (again.status_code, again.json()["url"]) == (201, first.json()["url"])
