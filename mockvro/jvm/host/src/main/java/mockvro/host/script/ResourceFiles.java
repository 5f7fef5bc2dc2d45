package mockvro.host.script;

import ch.dunes.model.fileattachment.MimeAttachment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mozilla.javascript.Wrapper;

/**
 * Members of resource elements that read or write files of the server: the file is opened here,
 * where the rights list is; the Python side sees an attachment.
 */
final class ResourceFiles {

  private static final String TYPE = "ResourceElement";

  private ResourceFiles() {}

  /** Adds the members to the class. */
  static CoreType<CoreTypes.Content> add(CoreType<CoreTypes.Content> type) {
    return type.does("setContentFromFile", ResourceFiles::setContent)
        .does("writeContentToFile", ResourceFiles::writeContent);
  }

  private static Object setContent(Run run, CoreTypes.Content resource, Arguments args)
      throws Throwable {
    Object[] given = {held(run, resource), attachment(run, args.at(0), args.text(1, null))};
    return ServerCall.send(run, TYPE, "setContentFromFile", new Arguments(given));
  }

  private static Object writeContent(Run run, CoreTypes.Content resource, Arguments args)
      throws Throwable {
    Path path = FileTypes.path(args.at(0));
    FileRights.check(path, FileRights.Right.WRITE);
    Arguments given = new Arguments(new Object[] {held(run, resource)});
    Object answer = ServerCall.send(run, TYPE, "writeContentToFile", given);
    MimeAttachment file = (MimeAttachment) ((Wrapper) answer).unwrap();
    Files.write(path, file.getContent());
    return HostFunction.nothing();
  }

  /**
   * Server.createResourceElement: the third argument is an attachment, a file, or a MIME type.
   *
   * @throws Throwable whatever the file or the Python side is up to
   */
  static Object create(Run run, Arguments args) throws Throwable {
    Object content = args.at(2);
    boolean isFile = content instanceof Wrapper || args.text(2, "").startsWith("/");
    boolean isAttachment =
        content instanceof Wrapper wrapper && wrapper.unwrap() instanceof MimeAttachment;
    if (isFile && !isAttachment) {
      content = attachment(run, content, args.text(3, null));
    }
    Object[] given = {args.at(0), args.at(1), content, args.at(3)};
    return ServerCall.send(run, "Server", "createResourceElement", new Arguments(given));
  }

  private static Object attachment(Run run, Object file, String mimeType) throws IOException {
    MimeAttachment made = CoreTypes.fromFile(FileTypes.path(file));
    if (mimeType != null) {
      made.setMimeType(mimeType);
    }
    return CoreTypes.MIME_ATTACHMENT.wrap(run, made);
  }

  private static Object held(Run run, CoreTypes.Content resource) {
    return CoreTypes.reference(run, resource.reference());
  }
}
