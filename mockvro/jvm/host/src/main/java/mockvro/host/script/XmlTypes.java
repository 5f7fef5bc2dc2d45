package mockvro.host.script;

import java.util.List;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Wrapper;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The classes of XMLManager's documents: DOM objects under the names that scripts use. */
final class XmlTypes {

  private static final CoreType<Node> NODE = nodes("XMLNode", Node.class);

  private static final CoreType<Element> ELEMENT =
      nodes("XMLElement", Element.class)
          .reads("tagName", (run, element) -> element.getTagName())
          .does("getTagName", (run, element, args) -> element.getTagName())
          .does("getAttribute", (run, element, args) -> element.getAttribute(args.text(0)))
          .does("setAttribute", (run, element, args) -> set(element, args))
          .does("hasAttribute", (run, element, args) -> element.hasAttribute(args.text(0)))
          .does("removeAttribute", (run, element, args) -> remove(element, args.text(0)))
          .does(
              "getElementsByTagName",
              (run, element, args) -> list(run, element.getElementsByTagName(args.text(0))));

  private static final CoreType<Document> DOCUMENT =
      nodes("XMLDocument", Document.class)
          .reads("documentElement", (run, document) -> node(run, document.getDocumentElement()))
          .does("getDocumentElement", (run, document, args) -> root(run, document))
          .does(
              "createElement",
              (run, document, args) -> node(run, document.createElement(args.text(0))))
          .does(
              "createComment",
              (run, document, args) -> node(run, document.createComment(args.text(0))))
          .does(
              "createTextNode",
              (run, document, args) -> node(run, document.createTextNode(args.text(0))))
          .does(
              "createCDATASection",
              (run, document, args) -> node(run, document.createCDATASection(args.text(0))))
          .does("createProcessingInstruction", XmlTypes::instruction)
          .does(
              "getElementsByTagName",
              (run, document, args) -> list(run, document.getElementsByTagName(args.text(0))));

  private static final CoreType<NodeList> LIST =
      new CoreType<NodeList>("XMLNodeList")
          .reads("length", (run, list) -> list.getLength())
          .does("getLength", (run, list, args) -> list.getLength())
          .does("item", (run, list, args) -> node(run, list.item((int) args.number(0))));

  private static final CoreType<NamedNodeMap> MAP =
      new CoreType<NamedNodeMap>("XMLNamedNodeMap")
          .reads("length", (run, map) -> map.getLength())
          .does("getLength", (run, map, args) -> map.getLength())
          .does("item", (run, map, args) -> node(run, map.item((int) args.number(0))))
          .does("getNamedItem", (run, map, args) -> node(run, map.getNamedItem(args.text(0))));

  static final List<CoreType<?>> ALL = List.of(NODE, ELEMENT, DOCUMENT, LIST, MAP);

  private XmlTypes() {}

  /** What every kind of node has. */
  private static <T extends Node> CoreType<T> nodes(String name, Class<T> kind) {
    return new CoreType<T>(name)
        .reads("nodeName", (run, node) -> node.getNodeName())
        .reads("nodeType", (run, node) -> node.getNodeType())
        .reads("nodeValue", (run, node) -> node.getNodeValue())
        .writes("nodeValue", (run, node, value) -> node.setNodeValue(value.text(0)))
        .reads("textContent", (run, node) -> node.getTextContent())
        .writes("textContent", (run, node, value) -> node.setTextContent(value.text(0)))
        .reads("parentNode", (run, node) -> node(run, node.getParentNode()))
        .reads("firstChild", (run, node) -> node(run, node.getFirstChild()))
        .reads("lastChild", (run, node) -> node(run, node.getLastChild()))
        .reads("nextSibling", (run, node) -> node(run, node.getNextSibling()))
        .reads("childNodes", (run, node) -> list(run, node.getChildNodes()))
        .does("getChildNodes", (run, node, args) -> list(run, node.getChildNodes()))
        .does("getAttributes", (run, node, args) -> map(run, node.getAttributes()))
        .does("getNodeName", (run, node, args) -> node.getNodeName())
        .does("getNodeValue", (run, node, args) -> node.getNodeValue())
        .does("getTextContent", (run, node, args) -> node.getTextContent())
        .does("getParentNode", (run, node, args) -> node(run, node.getParentNode()))
        .does("hasChildNodes", (run, node, args) -> node.hasChildNodes())
        .does("cloneNode", (run, node, args) -> copy(run, node, args))
        .does("normalize", (run, node, args) -> normalized(node))
        .does("appendChild", (run, node, args) -> node(run, node.appendChild(given(args, 0))))
        .does("removeChild", (run, node, args) -> node(run, node.removeChild(given(args, 0))))
        .does(
            "replaceChild",
            (run, node, args) -> node(run, node.replaceChild(given(args, 0), given(args, 1))))
        .does(
            "insertBefore",
            (run, node, args) -> node(run, node.insertBefore(given(args, 0), given(args, 1))));
  }

  /** The script object for a node; null for none. */
  static Object node(Run run, Node node) {
    if (node instanceof Document document) {
      return DOCUMENT.wrap(run, document);
    }
    if (node instanceof Element element) {
      return ELEMENT.wrap(run, element);
    }
    return node == null ? null : NODE.wrap(run, node);
  }

  private static Object root(Run run, Document document) {
    return node(run, document.getDocumentElement());
  }

  private static Object list(Run run, NodeList list) {
    return LIST.wrap(run, list);
  }

  private static Object map(Run run, NamedNodeMap map) {
    return map == null ? null : MAP.wrap(run, map);
  }

  /** A node among the arguments; null where none is given. */
  private static Node given(Arguments args, int index) {
    if (!args.given(index)) {
      return null;
    }
    if (args.at(index) instanceof Wrapper wrapper && wrapper.unwrap() instanceof Node node) {
      return node;
    }
    throw Context.reportRuntimeError("not an XMLNode: " + args.text(index));
  }

  private static Object set(Element element, Arguments args) {
    element.setAttribute(args.text(0), args.text(1));
    return HostFunction.nothing();
  }

  private static Object remove(Element element, String name) {
    element.removeAttribute(name);
    return HostFunction.nothing();
  }

  private static Object copy(Run run, Node node, Arguments args) {
    return node(run, node.cloneNode(Context.toBoolean(args.at(0))));
  }

  private static Object normalized(Node node) {
    node.normalize();
    return HostFunction.nothing();
  }

  private static Object instruction(Run run, Document document, Arguments args) {
    return node(run, document.createProcessingInstruction(args.text(0), args.text(1)));
  }
}
