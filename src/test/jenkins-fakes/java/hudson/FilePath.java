package hudson;

import hudson.model.Computer;
import hudson.remoting.VirtualChannel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jenkinsci.remoting.RoleSensitive;
import org.jenkinsci.remoting.SerializableOnlyOverRemoting;

/** A path that is local whatever its channel; with a {@link FakeChannel}, what is sent and returned is serialised as over the wire. */
public final class FilePath implements SerializableOnlyOverRemoting {
    private final transient VirtualChannel channel;
    private final String remote;

    public FilePath(VirtualChannel channel, String remote) {
        this.channel = channel;
        this.remote = remote;
    }

    public FilePath(File local) {
        this((VirtualChannel) null, local.getPath());
    }

    public FilePath(FilePath base, String relative) {
        this(base.channel, base.remote + "/" + relative);
    }

    public String getRemote() {
        return remote;
    }

    public VirtualChannel getChannel() {
        return channel;
    }

    public Computer toComputer() {
        return channel instanceof FakeChannel fake ? fake.computer() : null;
    }

    public FilePath child(String relative) {
        return new FilePath(this, relative);
    }

    public <T> T act(FileCallable<T> callable) throws IOException, InterruptedException {
        if (!(channel instanceof FakeChannel fake)) {
            return callable.invoke(new File(remote), channel);
        }
        fake.beforeCall();
        return fake.roundTrip(fake.roundTrip(callable).invoke(new File(remote), channel));
    }

    public OutputStream write() throws IOException, InterruptedException {
        Files.createDirectories(Path.of(remote).getParent());
        OutputStream file = Files.newOutputStream(Path.of(remote));
        return channel instanceof FakeChannel fake ? fake.sending(file) : file;
    }

    public boolean exists() {
        return Files.exists(Path.of(remote));
    }

    public boolean delete() throws IOException, InterruptedException {
        return Files.deleteIfExists(Path.of(remote));
    }

    public String readToString() throws IOException, InterruptedException {
        return Files.readString(Path.of(remote));
    }

    public interface FileCallable<T> extends Serializable, RoleSensitive {
        T invoke(File file, VirtualChannel channel) throws IOException, InterruptedException;
    }

    /** A connection that serialises, and breaks when told to. */
    public static class FakeChannel implements VirtualChannel {
        private final Computer computer;
        private int calls;

        public FakeChannel(Computer computer) {
            this.computer = computer;
        }

        public Computer computer() {
            return computer;
        }

        public int calls() {
            return calls;
        }

        protected void beforeCall() throws IOException {
            calls++;
        }

        /** The stream by which a file reaches the other side. */
        protected OutputStream sending(OutputStream file) throws IOException {
            return file;
        }

        @SuppressWarnings("unchecked")
        <T> T roundTrip(T value) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream stream = new ObjectOutputStream(bytes)) {
                stream.writeObject(value);
            }
            try (ObjectInputStream stream = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                return (T) stream.readObject();
            } catch (ClassNotFoundException e) {
                throw new IOException(e);
            }
        }
    }
}
