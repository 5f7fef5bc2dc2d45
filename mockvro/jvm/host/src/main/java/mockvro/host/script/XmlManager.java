package mockvro.host.script;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.Wrapper;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** The global XMLManager of the XML plug-in that comes with the product. */
final class XmlManager {

  static final String NAME = "XMLManager";

  static final Map<String, HostFunction.Body> FUNCTIONS =
      Map.of(
          "newDocument", (run, args) -> XmlTypes.node(run, builder().newDocument()),
          "fromString", (run, args) -> read(run, args.text(0)),
          "loadDocument", (run, args) -> load(run, args, "UTF-8"),
          "loadDocumentWithEncoding", (run, args) -> load(run, args, args.text(1)),
          "saveDocument", (run, args) -> save(args, "UTF-8", 2),
          "saveDocumentWithEncoding", (run, args) -> save(args, args.text(2), 3),
          "getDocumentContent", (run, args) -> content(document(args.at(0))));

  private XmlManager() {}

  /** The global. */
  static Scriptable make(Run run) {
    return new CoreNamespace(run, NAME, FUNCTIONS);
  }

  /** A parser that fetches nothing: neither document types nor entities from elsewhere. */
  private static DocumentBuilder builder() throws ParserConfigurationException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
    factory.setNamespaceAware(true);
    factory.setExpandEntityReferences(false);
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    DocumentBuilder builder = factory.newDocumentBuilder();
    builder.setErrorHandler(null); // errors are thrown, not printed
    return builder;
  }

  private static Object read(Run run, String text)
      throws ParserConfigurationException, SAXException, IOException {
    return XmlTypes.node(run, builder().parse(new InputSource(new StringReader(text))));
  }

  private static Object load(Run run, Arguments args, String encoding)
      throws ParserConfigurationException, SAXException, IOException {
    Path path = FileTypes.path(args.at(0));
    FileRights.check(path, FileRights.Right.READ);
    return read(run, Files.readString(path, Charset.forName(encoding)));
  }

  private static Document document(Object value) {
    if (value instanceof Wrapper wrapper && wrapper.unwrap() instanceof Document document) {
      return document;
    }
    throw Context.reportRuntimeError("not an XMLDocument: " + Context.toString(value));
  }

  private static Object save(Arguments args, String encoding, int types)
      throws TransformerException, IOException {
    Path path = FileTypes.path(args.at(1));
    FileRights.check(path, FileRights.Right.WRITE);
    Transformer writer = writer(encoding);
    if (args.given(types)) {
      writer.setOutputProperty(OutputKeys.DOCTYPE_SYSTEM, args.text(types));
    }
    if (args.given(types + 1)) {
      writer.setOutputProperty(OutputKeys.DOCTYPE_PUBLIC, args.text(types + 1));
    }
    try (OutputStream file = Files.newOutputStream(path)) {
      writer.transform(new DOMSource(document(args.at(0))), new StreamResult(file));
    }
    return HostFunction.nothing();
  }

  private static String content(Document document) throws TransformerException {
    StringWriter text = new StringWriter();
    writer("UTF-8").transform(new DOMSource(document), new StreamResult(text));
    return text.toString();
  }

  private static Transformer writer(String encoding) throws TransformerException {
    TransformerFactory factory = TransformerFactory.newDefaultInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    Transformer writer = factory.newTransformer();
    writer.setOutputProperty(OutputKeys.ENCODING, encoding);
    return writer;
  }
}
