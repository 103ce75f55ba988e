package io.jenkins.plugins.imagepolicy.engine.registry.http;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.image.RepositoryName;
import io.jenkins.plugins.imagepolicy.engine.registry.Manifest;
import io.jenkins.plugins.imagepolicy.engine.registry.Manifests;
import io.jenkins.plugins.imagepolicy.engine.registry.MediaTypes;
import io.jenkins.plugins.imagepolicy.engine.registry.Referrers;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.registry.Repository;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A repository of a registry (OCI distribution-spec, pull and content discovery). */
final class HttpRepository implements Repository {
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");
    private static final Map<String, String> MANIFEST_HEADERS =
            Map.of("Accept", String.join(", ", MediaTypes.MANIFESTS));

    private final RepositoryName name;
    private final List<Place> places;
    private final Reader reader;

    HttpRepository(RepositoryName name, List<Place> places, Reader reader) {
        this.name = name;
        this.places = places;
        this.reader = reader;
    }

    private record Key(RepositoryName repository, Object thing) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && repository.equals(key.repository) && thing.equals(key.thing);
        }

        @Override
        public int hashCode() {
            return 31 * repository.hashCode() + thing.hashCode();
        }
    }

    @Override
    public RepositoryName name() {
        return name;
    }

    @Override
    public String description() {
        return name.toString();
    }

    @Override
    public Optional<Manifest> manifest(String tag) throws RegistryException {
        if (!TAG.matcher(tag).matches()) {
            throw new RegistryException(
                    ReasonCode.INPUT_INVALID,
                    "Could not read a tag of " + name
                            + " because it has more than 128 characters, or others than tags have",
                    "Name an existing tag");
        }
        Key key = new Key(name, tag);
        Optional<Digest> known = reader.tags().get(key);
        if (known != null && known.isEmpty()) {
            return Optional.empty();
        }
        if (known != null) {
            return manifest(known.get());
        }
        String what = "tag " + tag + " of " + name;
        Optional<Manifest> found = reader.manifests().get(key, () -> start(what, call -> manifest(call, tag)));
        reader.tags().putIfAbsent(key, found.map(Manifest::digest));
        found.ifPresent(manifest -> reader.manifests().keep(new Key(name, manifest.digest()), found));
        return found;
    }

    @Override
    public Optional<Manifest> manifest(Digest digest) throws RegistryException {
        String what = "manifest " + digest + " of " + name;
        return reader.manifests()
                .get(
                        new Key(name, digest),
                        () -> start(what, call -> {
                            Optional<byte[]> kept = fromDisk(digest, Manifests.LARGEST);
                            return kept.isPresent()
                                    ? Optional.of(Manifests.read(kept.get(), Optional.empty(), call.what()))
                                    : manifest(call, digest.toString());
                        }));
    }

    @Override
    public boolean announces(Digest digest) throws RegistryException {
        String what = "manifest " + digest + " of " + name;
        return reader.lanes()
                .start(what, name.registry(), call -> eachPlace(call, place -> announced(call, place, digest)))
                .await()
                .isPresent();
    }

    @Override
    public Optional<byte[]> blob(Digest digest, long limit) throws RegistryException {
        String what = "blob " + digest + " of " + name;
        Optional<byte[]> blob = reader.blobs()
                .get(
                        new Key(name, digest),
                        () -> start(what, call -> {
                            Optional<byte[]> kept = fromDisk(digest, limit);
                            return kept.isPresent()
                                    ? kept
                                    : eachPlace(call, place -> fetchBlob(call, place, digest, limit));
                        }));
        if (blob.isPresent() && blob.get().length > limit) {
            throw Call.of(what, name.registry(), Deadline.in(java.time.Duration.ZERO))
                    .invalid("it has " + blob.get().length + " bytes, and " + limit + " are allowed");
        }
        return blob;
    }

    @Override
    public Referrers referrers(Digest subject) throws RegistryException {
        String what = "referrers of " + subject + " in " + name;
        return reader.referrers()
                .get(
                        new Key(name, subject),
                        () -> start(what, call -> new ReferrersReader(reader, places).read(call, subject)));
    }

    private <T> Lanes.Pending<T> start(String what, Lanes.Read<T> read) {
        return reader.lanes().start(what, name.registry(), read);
    }

    private Optional<byte[]> fromDisk(Digest digest, long limit) {
        Optional<byte[]> kept = reader.disk().flatMap(disk -> disk.read(digest, limit));
        kept.ifPresent(content -> reader.counters().fromDisk());
        return kept;
    }

    @FunctionalInterface
    private interface PlaceRead<T> {
        Optional<T> from(Place place) throws RegistryException;
    }

    /**
     * Mirrors in order, then the registry itself. A mirror that lacks the thing or cannot be reached is passed over; one that
     * delivers wrong content is not.
     */
    private <T> Optional<T> eachPlace(Call call, PlaceRead<T> read) throws RegistryException {
        for (Place mirror : places.subList(0, places.size() - 1)) {
            try {
                Optional<T> found = read.from(mirror);
                if (found.isPresent()) {
                    return found;
                }
            } catch (RegistryException e) {
                if (e.code() == ReasonCode.CONTENT_INVALID || call.deadline().isOver()) {
                    throw e;
                }
            }
        }
        return read.from(places.get(places.size() - 1));
    }

    private Optional<Manifest> manifest(Call call, String reference) throws RegistryException {
        return eachPlace(call, place -> fetchManifest(call, place, reference));
    }

    private Optional<Manifest> fetchManifest(Call call, Place place, String reference) throws RegistryException {
        Client.Reply reply = reader.get(call, place, "/manifests/" + reference, MANIFEST_HEADERS, Manifests.LARGEST);
        Wire.Answer answer = reply.answer();
        if (answer.status() == 404) {
            return Optional.empty();
        }
        expectSuccess(call, reply);
        Digest actual = Digest.of(answer.body());
        Optional<Digest> wanted = Digest.parse(reference);
        if (wanted.isPresent() && !wanted.get().equals(actual)) {
            throw call.invalid(reply.from() + " delivered content whose digest is " + actual);
        }
        Optional<String> claimed = answer.header("docker-content-digest").filter(d -> d.startsWith("sha256:"));
        if (claimed.isPresent() && !claimed.get().equals(actual.toString())) {
            throw call.invalid(reply.from() + " delivered content whose digest is " + actual
                    + ", but announced another digest for it");
        }
        Manifest manifest = Manifests.read(answer.body(), answer.header("content-type"), call.what());
        reader.disk().ifPresent(disk -> disk.write(actual, answer.body()));
        return Optional.of(manifest);
    }

    private Optional<Digest> announced(Call call, Place place, Digest digest) throws RegistryException {
        Client.Reply reply = reader.get(call, place, "/manifests/" + digest, MANIFEST_HEADERS, 0);
        if (reply.answer().status() == 404) {
            return Optional.empty();
        }
        expectSuccess(call, reply);
        Optional<String> claimed = reply.answer().header("docker-content-digest");
        if (!claimed.equals(Optional.of(digest.toString()))) {
            throw call.invalid(reply.from() + " announced another digest for it, or none");
        }
        return Optional.of(digest);
    }

    private Optional<byte[]> fetchBlob(Call call, Place place, Digest digest, long limit) throws RegistryException {
        Client.Reply reply = reader.get(call, place, "/blobs/" + digest, Map.of("Accept", "*/*"), limit);
        if (reply.answer().status() == 404) {
            return Optional.empty();
        }
        expectSuccess(call, reply);
        byte[] body = reply.answer().body();
        Digest actual = Digest.of(body);
        if (!actual.equals(digest)) {
            throw call.invalid(reply.from() + " delivered content whose digest is " + actual);
        }
        reader.disk().ifPresent(disk -> disk.write(digest, body));
        return Optional.of(body);
    }

    static void expectSuccess(Call call, Client.Reply reply) throws RegistryException {
        int status = reply.answer().status();
        if (status != 200) {
            throw call.unreachable(reply.from() + " answered with status " + status);
        }
    }
}
