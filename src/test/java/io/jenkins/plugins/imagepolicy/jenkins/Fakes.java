package io.jenkins.plugins.imagepolicy.jenkins;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.model.Job;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.security.Permission;
import hudson.util.Secret;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** A job, its builds, a log and credentials, as far as tests need them. */
public final class Fakes {
    private Fakes() {}

    /** Nobody may anything, and there are no credentials. */
    public static void reset() {
        Permission.GRANTED.clear();
        CredentialsProvider.STORE.clear();
        CredentialsProvider.TRACKED.clear();
        CredentialsProvider.ASKED.clear();
    }

    /** A job whose builds lie below a folder. */
    public static final class FakeJob extends Job<FakeJob, FakeRun> {
        private final Path folder;
        private final List<FakeRun> runs = new ArrayList<>();

        public FakeJob(Path folder) {
            super("team/deploy");
            this.folder = folder;
        }

        public FakeRun build() {
            FakeRun run = new FakeRun(
                    this,
                    runs.size() + 1,
                    folder.resolve("" + (runs.size() + 1)).toFile());
            runs.add(run);
            return run;
        }

        @Override
        public FakeRun getLastBuild() {
            return runs.isEmpty() ? null : runs.get(runs.size() - 1);
        }
    }

    /** One build. */
    public static final class FakeRun extends Run<FakeJob, FakeRun> {
        private int saved;

        FakeRun(FakeJob job, int number, File root) {
            super(job, number, root);
            root.mkdirs();
        }

        @Override
        public FakeRun getPreviousBuild() {
            return getNumber() == 1 ? null : getParent().runs.get(getNumber() - 2);
        }

        @Override
        public synchronized void save() {
            saved++;
        }

        public int saved() {
            return saved;
        }
    }

    /** A build log. */
    public static final class Log implements TaskListener {
        private final transient ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final transient PrintStream stream = new PrintStream(bytes, true, UTF_8);

        @Override
        public PrintStream getLogger() {
            return stream;
        }

        public String text() {
            return bytes.toString(UTF_8);
        }
    }

    public static void login(String id, String username, String password) {
        CredentialsProvider.STORE.add(new Login(id, username, Secret.of(password)));
    }

    public static void token(String id, String token) {
        CredentialsProvider.STORE.add(new Token(id, Secret.of(token)));
    }

    public static void file(String id, String content) {
        file(id, content.getBytes(UTF_8));
    }

    public static void file(String id, byte[] content) {
        CredentialsProvider.STORE.add(new SecretFile(id, content));
    }

    private record Login(String id, String username, Secret password) implements StandardUsernamePasswordCredentials {
        @Override
        public String getId() {
            return id;
        }

        @Override
        public String getUsername() {
            return username;
        }

        @Override
        public Secret getPassword() {
            return password;
        }
    }

    private record Token(String id, Secret secret) implements StringCredentials {
        @Override
        public String getId() {
            return id;
        }

        @Override
        public Secret getSecret() {
            return secret;
        }
    }

    private record SecretFile(String id, byte[] content) implements FileCredentials {
        @Override
        public String getId() {
            return id;
        }

        @Override
        public String getFileName() {
            return id;
        }

        @Override
        public InputStream getContent() {
            return new ByteArrayInputStream(content);
        }
    }
}
