using System.Globalization;
using PcnAgreements.Store.Tests;

namespace PcnAgreements.Api.Tests.Proofs;

/// <summary>What somebody with all rights at the database might do to it.</summary>
internal static class Tampering
{
    /// <summary>Takes away every trace of the entries from an index on, as a backup from before them would.</summary>
    public static Task CutOff(TestDatabase database, long from) => database.Run(string.Create(CultureInfo.InvariantCulture, $"""
        set session_replication_role = replica;
        create temporary table cut as select e.seq_id from pcn.mt_events e join pcn.log_index i on i.position = e.seq_id where i.index >= {from};
        delete from pcn.mt_events e using cut c where e.seq_id = c.seq_id;
        delete from pcn.mt_streams s where not exists (select from pcn.mt_events e where e.stream_id = s.id);
        update pcn.mt_streams s set (version, timestamp) = (
            select e.version, e.timestamp from pcn.mt_events e where e.stream_id = s.id order by e.version desc limit 1);
        delete from pcn.log_range where first_index >= {from};
        update pcn.log_range set count = {from} - first_index where first_index + count > {from};
        delete from pcn.log_node n where (n.index + 1) << n.level > {from};
        delete from pcn.log_checkpoint where size > {from};
        delete from pcn.log_cosignature where size > {from};
        """));
}
