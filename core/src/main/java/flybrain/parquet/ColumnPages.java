package flybrain.parquet;

import dev.hardwood.internal.metadata.PageHeader;
import dev.hardwood.internal.metadata.PageHeader.PageType;
import dev.hardwood.internal.reader.Dictionary;
import dev.hardwood.internal.reader.Page;
import dev.hardwood.internal.reader.PageDecoder;
import dev.hardwood.internal.thrift.PageHeaderReader;
import dev.hardwood.metadata.ColumnChunk;
import dev.hardwood.metadata.CompressionCodec;
import dev.hardwood.metadata.RowGroup;
import dev.hardwood.schema.ColumnSchema;
import flybrain.files.StoredBytes;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// The pages of one column, one after the other through all row groups, one in memory at a time.
/// The header of a page is checked before memory is allocated for it.
///
/// A column of a row group is a run of pages, each a header and a body that may be compressed; a
/// page with the dictionary comes before the pages with values that refer to it. A footer says
/// where the run begins and how many bytes and values it has; pages may end at any row.
final class ColumnPages {
  private static final PageCodecs CODECS = new PageCodecs();

  /// Most headers take less than 100 bytes; long strings in their statistics may take more.
  private static final int HEADER_SIZE = 512;

  private static final int LONGEST_HEADER = 1 << 24;

  private final StoredBytes file;
  private final ColumnSchema column;
  private final Iterator<RowGroup> groups;
  private @Nullable Chunk chunk;
  private @Nullable Dictionary dictionary;
  private long position;
  private long end;
  private long rowsLeft;
  private String place = "";

  ColumnPages(StoredBytes file, List<RowGroup> groups, ColumnSchema column) {
    this.file = file;
    this.column = column;
    this.groups = groups.iterator();
  }

  private record Chunk(PageDecoder decoder, CompressionCodec codec) {}

  /// @param size of the header itself
  private record StoredHeader(PageHeader header, int size) {
    boolean hasValues() {
      return header.type() == PageType.DATA_PAGE || header.type() == PageType.DATA_PAGE_V2;
    }

    int pageSize() {
      return header.compressedPageSize();
    }
  }

  /// Position and size in the file of the current page.
  String place() {
    return place;
  }

  /// The next page with values.
  ///
  /// @throws IOException if it is damaged
  Page next() throws IOException {
    Chunk in = chunk;
    while (in == null || rowsLeft == 0) {
      in = beginGroup();
      chunk = in;
    }
    StoredHeader stored = header();
    while (!stored.hasValues()) {
      if (stored.header().type() == PageType.DICTIONARY_PAGE) {
        dictionary = dictionary(stored, in.codec());
      }
      position = Math.addExact(position, (long) stored.size() + stored.pageSize());
      stored = header();
    }
    PageValues values = PageValues.of(stored.header());
    values.check(rowsLeft, column, stored.header().uncompressedPageSize());
    ByteBuffer bytes = file.readRange(position, Math.addExact(stored.size(), stored.pageSize()));
    Page page = in.decoder().decodePage(bytes, dictionary);
    position += bytes.capacity();
    rowsLeft -= values.count();
    return page;
  }

  private Chunk beginGroup() throws IOException {
    if (!groups.hasNext()) {
      throw new EOFException("fewer rows than its footer says");
    }
    RowGroup group = groups.next();
    ColumnChunk stored = group.columns().get(column.columnIndex());
    place = "a row group";
    if (stored.metaData().numValues() != group.numRows()) {
      throw new IOException(
          "%d values in a row group of %d rows"
              .formatted(stored.metaData().numValues(), group.numRows()));
    }
    dictionary = null;
    position = stored.chunkStartOffset();
    end = Math.addExact(position, stored.metaData().totalCompressedSize());
    rowsLeft = group.numRows();
    return new Chunk(new PageDecoder(stored.metaData(), column, CODECS), stored.metaData().codec());
  }

  private StoredHeader header() throws IOException {
    place = "the page at byte " + position;
    if (position >= end) {
      throw new EOFException("%d rows are missing".formatted(rowsLeft));
    }
    long left = Math.max(0, file.length() - position);
    for (int size = HEADER_SIZE; ; size *= 2) {
      BoundedThrift reader =
          new BoundedThrift(file.readRange(position, (int) Math.min(size, left)));
      try {
        PageHeader header = PageHeaderReader.read(reader);
        place =
            "the page of %d bytes, %d without compression, at byte %d"
                .formatted(header.compressedPageSize(), header.uncompressedPageSize(), position);
        return new StoredHeader(header, reader.getBytesRead());
      } catch (EOFException e) {
        if (size >= left || size >= LONGEST_HEADER) {
          throw e;
        }
      }
    }
  }

  private Dictionary dictionary(StoredHeader stored, CompressionCodec codec) throws IOException {
    PageHeader header = stored.header();
    ByteBuffer page = file.readRange(position + stored.size(), header.compressedPageSize());
    if (header.crc() != null) {
      CRC32 crc = new CRC32();
      crc.update(page.duplicate());
      if ((int) crc.getValue() != header.crc()) {
        throw new IOException("its checksum differs");
      }
    }
    PageValues values = PageValues.of(header);
    values.check(Integer.MAX_VALUE, column, header.uncompressedPageSize());
    byte[] bytes = CODECS.getDecompressor(codec).decompress(page, header.uncompressedPageSize());
    return Dictionary.parse(bytes, values.count(), column.type(), column.typeLength());
  }
}
