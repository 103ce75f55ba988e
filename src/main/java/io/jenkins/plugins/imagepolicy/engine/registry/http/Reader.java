package io.jenkins.plugins.imagepolicy.engine.registry.http;

import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.registry.Manifest;
import io.jenkins.plugins.imagepolicy.engine.registry.Referrers;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryOptions;
import io.jenkins.plugins.imagepolicy.engine.registry.credentials.CredentialSource;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What all repositories of a run share: threads, connections, tokens and what has been read. */
final class Reader implements AutoCloseable {
    /** A parsed manifest takes about this many times its bytes. */
    private static final int TREE = 10;

    private static final long KEPT = 24L * 1024 * 1024;
    private static final long OVERHEAD = 256;

    private final Schemes schemes;
    private final Wires wires;
    private final Authorizer authorizer;
    private final Client client;
    private final Lanes lanes;
    private final Counters counters;
    private final Optional<DiskCache> disk;
    private final Flights<Object, Optional<Manifest>> manifests;
    private final Flights<Object, Optional<byte[]>> blobs;
    private final Flights<Object, Referrers> referrers;
    private final Map<Object, Optional<Digest>> tags = new ConcurrentHashMap<>();
    private final Map<String, Boolean> withoutReferrers = new ConcurrentHashMap<>();

    Reader(RegistryOptions options, CredentialSource credentials, Counters counters) {
        this.counters = counters;
        this.schemes = new Schemes(options.insecureHosts());
        ProxyChoice proxies = Wires.proxies(options);
        this.wires = new Wires(options, schemes::isInsecure, proxies, counters);
        this.client = new Client(wires, new AddressGuard(proxies, InetAddress::getAllByName), counters);
        this.authorizer = new Authorizer(credentials, new TokenService(client, options.tokenHosts()));
        this.lanes = new Lanes(options.requestsInFlight(), options.requestsPerHost(), options.callTimeout());
        this.disk = options.cacheDirectory().map(directory -> new DiskCache(directory, options.cacheBytes()));
        this.manifests = new Flights<>(
                KEPT,
                manifest -> OVERHEAD
                        + manifest.map(m -> (long) TREE * m.bytes().length).orElse(0L),
                counters);
        this.blobs = new Flights<>(
                KEPT, blob -> OVERHEAD + blob.map(bytes -> (long) bytes.length).orElse(0L), counters);
        this.referrers = new Flights<>(
                KEPT, answer -> OVERHEAD + 1024L * answer.descriptors().size(), counters);
    }

    Schemes schemes() {
        return schemes;
    }

    Wires wires() {
        return wires;
    }

    Authorizer authorizer() {
        return authorizer;
    }

    Client client() {
        return client;
    }

    Lanes lanes() {
        return lanes;
    }

    Counters counters() {
        return counters;
    }

    Optional<DiskCache> disk() {
        return disk;
    }

    Flights<Object, Optional<Manifest>> manifests() {
        return manifests;
    }

    Flights<Object, Optional<byte[]>> blobs() {
        return blobs;
    }

    Flights<Object, Referrers> referrers() {
        return referrers;
    }

    /** Tags as first resolved in this run. */
    Map<Object, Optional<Digest>> tags() {
        return tags;
    }

    boolean isWithoutReferrers(Place place) {
        return withoutReferrers.containsKey(place.host() + "/" + place.project());
    }

    void rememberWithoutReferrers(Place place) {
        withoutReferrers.put(place.host() + "/" + place.project(), true);
    }

    /** GETs {@code path} of the repository, with what the registry wants as authorization. */
    Client.Reply get(Call call, Place place, String path, Map<String, String> headers, long limit)
            throws RegistryException {
        return new Session(this, call, place).get(path, headers, limit);
    }

    @Override
    public void close() {
        wires.close();
        lanes.close();
        disk.ifPresent(DiskCache::trim);
    }
}
