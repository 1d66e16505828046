#!/usr/bin/env python3
"""Reads our exports with readers that are not ours: networkx, Graphviz, rapper, rdflib, and Python's of XML and CSV.

Goal: the files open elsewhere and say what meetings.jsonl says. Method: a program writes all exports of the tests'
news; pairs, counts, days and labels are added up again from meetings.jsonl, by other means, and compared with what
networkx reads from the three graph files. The tables and the drawing have to say what people.graphml says.
"""
import collections
import csv
import html.parser
import io
import itertools
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

import networkx
import rdflib

STATUSES = ["held", "planned", "proposed", "postponed", "cancelled", "refused", "uncertain"]
GEXF = "{http://gexf.net/1.3}"
DAY = re.compile(r"\d{4}-\d\d-\d\d")
DAY_MONTH_OR_YEAR = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def read_gexf(path):
    # networkx before 3.0 knows the namespace of GEXF 1.2 only; what we use of 1.3 has the same form in both.
    text = path.read_text(encoding="utf-8").replace("http://gexf.net/1.3", "http://www.gexf.net/1.2draft")
    return networkx.read_gexf(io.BytesIO(text.replace('version="1.3"', 'version="1.2"').encode()))


def node_id(participant):
    return "e:" + participant["id"]


def story_meetings(folder):
    lines = (folder / "meetings.jsonl").read_bytes().decode().split("\n")[:-1]
    return [meeting for meeting in map(json.loads, lines) if not meeting["furniture"]]


def pairs_of(meetings):
    pairs = collections.defaultdict(list)
    for meeting in meetings:
        for pair in itertools.combinations(sorted(map(node_id, meeting["participants"])), 2):
            pairs[pair].append(meeting)
    return pairs


def check_people(folder, meetings):
    graph = networkx.read_graphml(folder / "people.graphml")
    assert not graph.is_directed() and not graph.is_multigraph()
    people = {node_id(p): p for meeting in meetings for p in meeting["participants"]}
    assert set(graph.nodes) == set(people)
    for node, data in graph.nodes(data=True):
        assert data["label"].strip() and data["kind"] == people[node]["kind"]
        assert data["n_meetings"] == sum(node in map(node_id, m["participants"]) for m in meetings)
        assert data["size"] > 0 and {"x", "y"} <= data.keys()
    assert len({(data["x"], data["y"]) for _, data in graph.nodes(data=True)}) == len(graph)

    pairs = pairs_of(meetings)
    assert {tuple(sorted(edge)) for edge in graph.edges} == set(pairs)
    for pair, together in pairs.items():
        edge = graph.edges[pair]
        for status in STATUSES:
            assert edge[status] == sum(m["status"] == status for m in together), (pair, status)
        assert edge["weight"] == len(together) >= 1
        assert edge["n_reports"] == sum(len(m["reports"]) for m in together)
        held = [m for m in together if m["status"] == "held"]
        calls_only = all(m["kind"] == "call" for m in held)
        if held:
            assert edge["label"] == f"{'spoke' if calls_only else 'met'} {len(held)}x"
            assert edge["relation"] == ("spoke_with" if calls_only else "met")
        else:
            assert edge["relation"] in STATUSES[1:]
        assert edge["evidence"] and edge["document"]
        assert ("first_date" in edge) == any(m["date"] for m in together)
        for key in ("first_date", "last_date"):
            assert DAY_MONTH_OR_YEAR.fullmatch(edge.get(key, "2021"))


def check_meetings(folder, meetings):
    graph = networkx.read_graphml(folder / "meetings.graphml")
    assert graph.is_directed() and not graph.is_multigraph()
    assert {n for n in graph if n.startswith("m:")} == {"m:" + m["id"] for m in meetings}
    for meeting in meetings:
        node = "m:" + meeting["id"]
        assert {source for source, _ in graph.in_edges(node)} == set(map(node_id, meeting["participants"]))
        documents = {"d:" + report["document_id"] for report in meeting["reports"]}
        assert {n for n in graph.successors(node) if n.startswith("d:")} == documents
        places = [graph.nodes[n]["label"] for n in graph.successors(node) if n.startswith("e:")]
        assert places == ([meeting["place"]] if meeting["place"] else [])
        data = graph.nodes[node]
        assert data["status"] == meeting["status"] and data["meeting"] == meeting["kind"] and data["label"]
        assert ("date_from" in data) == (meeting["date"] is not None)
        for key in ("date_from", "date_to"):
            assert DAY.fullmatch(data.get(key, "2021-01-01"))
    assert all(data["weight"] > 0 and data["label"] for _, _, data in graph.edges(data=True))
    assert all(data["label"].strip() and data["size"] > 0 for _, data in graph.nodes(data=True))
    assert len({(data["x"], data["y"]) for _, data in graph.nodes(data=True)}) == len(graph)


def check_timeline(folder, meetings):
    dated = collections.Counter()
    for pair, together in pairs_of(meetings).items():
        for status in {m["status"] for m in together if m["date"]}:
            dated[pair, status] = sum(m["status"] == status for m in together)
    graph = read_gexf(folder / "timeline.gexf")
    assert not graph.is_directed()
    read = {(tuple(sorted((a, b))), data["status"]): data["weight"] for a, b, data in graph.edges(data=True)}
    assert read == dated
    assert all(data["label"].strip() for _, data in graph.nodes(data=True))

    root = ElementTree.parse(folder / "timeline.gexf").getroot()
    assert root.find(GEXF + "graph").get("timezone") == "UTC"
    places = [(p.get("x"), p.get("y")) for p in root.iter("{http://gexf.net/1.3/viz}position")]
    assert len(set(places)) == len(places) == len(graph)
    for spell in root.iter(GEXF + "spell"):
        assert DAY.fullmatch(spell.get("start")) and DAY.fullmatch(spell.get("end"))
        assert spell.get("start") <= spell.get("end")
    for edge in root.iter(GEXF + "edge"):
        assert edge.get("type") == "undirected" and edge.get("kind") in STATUSES
        spells = [(s.get("start"), s.get("end")) for s in edge.iter(GEXF + "spell")]
        assert spells and all(a[1] < b[0] for a, b in zip(spells, spells[1:]))


def read_rows(path):
    text = path.read_bytes().decode()
    assert text.endswith("\r\n") and "\n" not in text.replace("\r\n", "")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert len(rows) == text.count("\r\n") and all(len(row) == len(rows[0]) for row in rows)
    return [dict(zip(rows[0], row)) for row in rows[1:]]


def unguarded(cell):
    return re.sub(r"(^|;)([ \"]*)'(?=[-=+@])", r"\1\2", cell)


def check_csv(folder):
    graph = networkx.read_graphml(folder / "people.graphml")
    nodes, edges = read_rows(folder / "csv/nodes.csv"), read_rows(folder / "csv/edges.csv")
    for row in nodes + edges:
        for cell in row.values():
            assert not re.search(r"(^|;)[ \"]*[-=+@]", cell), cell
    assert {row["id"]: unguarded(row["label"]) for row in nodes} == dict(graph.nodes(data="label"))
    assert len(nodes) == len(graph) and len(edges) == graph.number_of_edges()
    for row in edges:
        data = graph.edges[row["source"], row["target"]]
        assert float(row["weight"]) == data["weight"] and unguarded(row["evidence"]) == data["evidence"]
        for key in STATUSES + ["n_reports", "label", "relation", "first_date", "last_date", "document", "url"]:
            assert unguarded(row[key]) == str(data.get(key, "")), (key, row[key], data.get(key))


def check_neo4j(folder, meetings):
    nodes = {row["id:ID"]: row for row in read_rows(folder / "neo4j/nodes.csv")}
    relations = read_rows(folder / "neo4j/relationships.csv")
    assert len(nodes) == len(read_rows(folder / "neo4j/nodes.csv"))
    assert all(row["name"] and row[":LABEL"].isalpha() for row in nodes.values())
    ends = [(row[":START_ID"], row[":END_ID"], row[":TYPE"]) for row in relations]
    assert all(start in nodes and end in nodes and re.fullmatch("[A-Z_]+", kind) for start, end, kind in ends)
    for meeting in meetings:
        node = "m:" + meeting["id"]
        assert nodes[node]["status"] == meeting["status"] and nodes[node][":LABEL"] == "Meeting"
        assert {s for s, e, kind in ends if e == node and kind == "PARTICIPATES_IN"} == {
            node_id(p) for p in meeting["participants"]}
        texts = sorted(row["text"] for row in relations if row[":START_ID"] == node and row[":TYPE"] == "REPORTED_IN")
        assert len(texts) == len(meeting["reports"]) and all(texts)
    pairs = {(s, e) for s, e, kind in ends if kind in ("MET", "SPOKE_WITH") or kind.startswith("MEETING_")}
    assert {tuple(sorted(pair)) for pair in pairs} == set(pairs_of(meetings))
    subprocess.run(["sh", "-n", folder / "neo4j/import.sh"], check=True)


def quads_of(path, form):
    graph = rdflib.ConjunctiveGraph()
    graph.parse(str(path), format=form)
    named = lambda context: str(context.identifier) if str(context.identifier).startswith("urn:") else ""
    return {(s, p, o, named(graph.get_context(c.identifier))) for s, p, o, c in graph.quads((None, None, None, None))}


def check_rdf(folder, meetings):
    quads = quads_of(folder / "nquads", "nquads")
    assert quads == quads_of(folder / "jsonld", "json-ld")
    raptor = subprocess.run(["rapper", "-q", "-i", "nquads", "-o", "nquads", folder / "nquads"], check=True,
                            capture_output=True).stdout
    assert len(set(raptor.splitlines())) == len(quads)
    schema = rdflib.Namespace("https://schema.org/")
    for meeting in meetings:
        event = rdflib.URIRef("urn:parley:meeting:" + meeting["id"])
        attendees = {o for s, p, o, _ in quads if s == event and p == schema.attendee}
        assert attendees == {rdflib.URIRef("urn:parley:entity:" + p["id"]) for p in meeting["participants"]}
        said = sorted(str(o) for s, p, o, _ in quads if p == schema.text and (s, schema.about, event, _) in quads)
        assert said == sorted(report["text"] for report in meeting["reports"])
        for participant in meeting["participants"]:
            name = rdflib.Literal(participant["name"])
            assert (rdflib.URIRef("urn:parley:entity:" + participant["id"]), schema.name, name, "") in quads


def check_dot(folder):
    graph = networkx.read_graphml(folder / "people.graphml")
    drawn = subprocess.run(["dot", "-Kdot", "-Tsvg", folder / "dot"], check=True, capture_output=True).stdout
    shown, edges = {}, 0
    for group in ElementTree.fromstring(drawn).iter("{http://www.w3.org/2000/svg}g"):
        texts = [text.text for text in group.iter("{http://www.w3.org/2000/svg}text")]
        if group.get("class") == "node":
            shown[group.find("{http://www.w3.org/2000/svg}title").text] = " ".join(texts).replace("\xa0", " ")
        edges += group.get("class") == "edge"
    assert shown == {node: label for node, label in graph.nodes(data="label")}
    assert edges == graph.number_of_edges()


def xml_safe(text):
    text = re.sub(r"[\t\n\r]", " ", text)
    return re.sub(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff]", "", text)


class Page(html.parser.HTMLParser):
    """What a browser makes of a page: elements with their attributes, and the text of its quotes."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.quotes, self.in_quote, self.text = [], [], 0, ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if tag == "blockquote":
            self.in_quote += 1
            self.quotes.append("")

    def handle_endtag(self, tag):
        self.in_quote -= tag == "blockquote"

    def handle_data(self, data):
        self.text += data
        if self.in_quote:
            self.quotes[-1] += data


def check_dossier(folder, meetings, name):
    # Every sentence once for each status: what the answers show.
    told = {xml_safe(report["text"]) for m in meetings for report in m["reports"]
            if any(p["name"] == name for p in m["participants"])}
    page = Page((folder / "dossier.html").read_text(encoding="utf-8"))
    allowed = {"html", "head", "meta", "title", "style", "body", "main", "p", "h1", "h2", "h3", "bdi", "strong", "ol", "li",
               "div", "span", "blockquote", "cite", "a", "table", "thead", "tbody", "tr", "th", "td", "footer"}
    assert {tag for tag, _ in page.elements} <= allowed
    for tag, attributes in page.elements:
        assert attributes.keys() <= {"class", "href", "rel", "lang", "charset", "name", "content", "http-equiv"}
        assert attributes.get("href", "https://").startswith("https://"), attributes
    quoted = [quote[1:].rpartition("”")[0] for quote in page.quotes]
    assert told <= set(quoted), told - set(quoted)
    assert xml_safe(name) in page.text
    # An XML parser sees the same page: nothing in it is taken for markup by one and for text by another.
    tree = ElementTree.parse(folder / "dossier.html")
    assert [element.tag for element in tree.iter()] == [tag for tag, _ in page.elements]
    assert "".join(tree.getroot().itertext()).split() == page.text.split()

    drawn = subprocess.run(["cmark-gfm", "--unsafe", "-e", "table", "-e", "strikethrough", folder / "dossier.md"],
                           check=True, capture_output=True).stdout.decode()
    page = Page(drawn)
    assert {tag for tag, _ in page.elements} <= {"h1", "h2", "h3", "p", "ul", "li", "strong", "blockquote", "a", "code",
                                                 "table", "thead", "tbody", "tr", "th", "td", "hr"}
    assert all(attributes.get("href", "https://").startswith("https://") for _, attributes in page.elements)
    turned = lambda text: re.sub("[\u202a-\u202e\u2066-\u2069]", lambda mark: f"U+{ord(mark[0]):04X}", text)
    quoted = ["".join(quote.split()) for quote in page.quotes]
    for text in told:
        assert any(quote.startswith("“" + "".join(turned(text).split()) + "”") for quote in quoted), text
    assert xml_safe(name) in page.text


def check_ids(path):
    seen = set()
    for element in ElementTree.parse(path).iter():
        name = element.tag.rpartition("}")[2]
        if name in ("node", "edge", "key"):
            assert element.get("id") and (name == "key", element.get("id")) not in seen, (path, element.attrib)
            seen.add((name == "key", element.get("id")))
        if name == "edge":
            assert (False, element.get("source")) in seen and (False, element.get("target")) in seen


def main(writer):
    with tempfile.TemporaryDirectory() as root:
        subprocess.run([writer, root], check=True)
        for name, story_count in (("news", 5), ("hostile", 45), ("empty", 0)):
            folder = pathlib.Path(root) / name
            meetings = story_meetings(folder)
            assert len(meetings) == story_count, (name, len(meetings))
            check_people(folder, meetings)
            check_meetings(folder, meetings)
            check_timeline(folder, meetings)
            check_csv(folder)
            check_neo4j(folder, meetings)
            check_rdf(folder, meetings)
            check_dot(folder)
            for file in ("people.graphml", "meetings.graphml", "timeline.gexf"):
                check_ids(folder / file)
        check_dossier(pathlib.Path(root) / "news", story_meetings(pathlib.Path(root) / "news"), "Anna Kerr")
        hostile = pathlib.Path(root) / "hostile"
        check_dossier(hostile, story_meetings(hostile), "Back\\slash \\N Ends\\")


if __name__ == "__main__":
    main(sys.argv[1])
